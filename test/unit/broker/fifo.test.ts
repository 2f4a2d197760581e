import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Fifo } from '../../../src-main/broker/in-process/fifo.ts'

it('gives what it was given in the same order, whatever comes between, as a plain array does', () => {
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.nat(1_000) },
    { weight: 3, arbitrary: fc.constant('shift' as const) },
    { weight: 1, arbitrary: fc.constant('clear' as const) },
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const fifo = new Fifo<number>()
      const plain: number[] = []
      for (const one of steps) {
        if (one === 'shift') expect(fifo.shift()).toBe(plain.shift())
        else if (one === 'clear') {
          fifo.clear()
          plain.length = 0
        } else {
          fifo.push(one)
          plain.push(one)
        }
        expect(fifo.size).toBe(plain.length)
      }
      for (const left of plain) expect(fifo.shift()).toBe(left)
      expect(fifo.shift()).toBeUndefined()
    }),
  )
})
