import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Broker, Lost, TapMessage } from '../../../src-main/broker/port.ts'
import { EXCHANGES } from '../../../src-preload/contract/event-types/index.ts'
import { type BrokerCase, collect, idsOf, message, messages, org, until, workQueue } from './cases.ts'

const everythingOf = (orgId: string) =>
  EXCHANGES.map((exchange) => ({ exchange, pattern: `#.${orgId}` }) as const)

export function tapRules(one: BrokerCase): void {
  describe('taps', () => {
    let broker: Broker
    beforeAll(async () => {
      broker = await one.open()
    })
    afterAll(() => broker.close())

    it('a tap bound to one organization never receives another’s message', async () => {
      const [mine, other] = [org(), org()]
      const got: TapMessage[] = []
      const tap = await broker.tap({ bindings: everythingOf(mine), maxLength: 1000, prefetch: 50 }, (m) =>
        got.push(m),
      )
      const sent = EXCHANGES.flatMap((exchange) => [
        message(mine, { exchange }),
        message(other, { exchange }),
        // Names that hold mine, but are not mine.
        message(other, { exchange, routingKey: `user.${mine}.${other}` }),
        message(other, { exchange, routingKey: `user.enrolled.${mine}x` }),
        message(other, { exchange, routingKey: `user.enrolled.x${mine}` }),
        message(other, { exchange, routingKey: `${mine}.user.enrolled` }),
        message(other, { exchange, routingKey: `user.enrolled.${mine}.` }),
        message(other, { exchange, routingKey: `user.enrolled.${mine.toUpperCase()}` }),
      ])
      const last = message(mine)
      await broker.publish([...sent, last])
      await until(() => got.some((m) => m.id === last.id))
      const right = [...sent.filter((m) => m.routingKey === `user.enrolled.${mine}`), last]
      expect(idsOf(got)).toEqual(idsOf(right))
      expect(got.map((m) => m.exchange)).toEqual(right.map((m) => m.exchange))
      await tap.close()
    })

    it('a tap takes nothing away from work queues, and answers nothing for them', async () => {
      const mine = org()
      const queue = workQueue(mine)
      const work = await collect(broker, queue)
      const seen: TapMessage[] = []
      const tap = await broker.tap({ bindings: everythingOf(mine), maxLength: 100, prefetch: 10 }, (m) => {
        seen.push(m)
        throw new Error('a monitor that fails')
      })
      const list = messages(mine, 30)
      await broker.publish(list)
      await until(() => work.got.length === 30 && seen.length === 30)
      expect(idsOf(seen)).toEqual(idsOf(list))
      await tap.close()
    })

    it('a monitor that is slow holds nobody back: the oldest that wait are dropped, the newest come', async () => {
      const mine = org()
      const got: TapMessage[] = []
      let goOn: () => void = () => undefined
      const held = new Promise<void>((resolve) => {
        goOn = resolve
      })
      const tap = await broker.tap({ bindings: everythingOf(mine), maxLength: 10, prefetch: 5 }, (m) => {
        got.push(m)
        return held
      })
      const list = messages(mine, 200)
      expect(new Set(await broker.publish(list.slice(0, 5)))).toEqual(new Set(['confirmed']))
      await until(() => got.length === 5)
      expect(new Set(await broker.publish(list.slice(5)))).toEqual(new Set(['confirmed']))
      expect(got).toHaveLength(5)
      goOn()
      await until(() => got.length === 15)
      expect(idsOf(got)).toEqual(idsOf([...list.slice(0, 5), ...list.slice(-10)]))
      await tap.close()
    })

    it('what was dropped before a slow monitor is told to it, each message once, and what came is not among it', async () => {
      const mine = org()
      const got: TapMessage[] = []
      const lost: Lost[] = []
      const told = (): number => lost.reduce<number>((sum, l) => sum + (l === 'a gap' ? Number.NaN : l), 0)
      let goOn: () => void = () => undefined
      const held = new Promise<void>((resolve) => {
        goOn = resolve
      })
      const options = { bindings: everythingOf(mine), maxLength: 10, prefetch: 5 }
      const tap = await broker.tap(
        options,
        (m) => {
          got.push(m)
          return held
        },
        (l) => lost.push(l),
      )
      await broker.publish(messages(mine, 5))
      await until(() => got.length === 5)
      await broker.publish(messages(mine, 10))
      expect(lost).toEqual([])
      // Once all at once, and once more when those were told.
      await broker.publish(messages(mine, 700))
      await until(() => told() === 700)
      await broker.publish(messages(mine, 1))
      await until(() => told() === 701)
      goOn()
      await until(() => got.length === 15)
      const last = message(mine)
      await broker.publish([last])
      await until(() => got.at(-1)?.id === last.id)
      expect(got.length + told()).toBe(5 + 10 + 700 + 1 + 1)
      await tap.close()
    })

    it('a tap closes while it is full and held, and nothing comes after', async () => {
      const mine = org()
      const got: TapMessage[] = []
      const tap = await broker.tap({ bindings: everythingOf(mine), maxLength: 10, prefetch: 1 }, (m) => {
        got.push(m)
        return new Promise(() => undefined)
      })
      await broker.publish(messages(mine, 50))
      await until(() => got.length === 1)
      await tap.close()
      await tap.close()
      await broker.publish(messages(mine, 5))
      expect(got).toHaveLength(1)
    })

    it('what passed before a tap was opened it is not shown', async () => {
      const mine = org()
      await broker.publish(messages(mine, 3))
      const got: TapMessage[] = []
      const tap = await broker.tap({ bindings: everythingOf(mine), maxLength: 10, prefetch: 5 }, (m) =>
        got.push(m),
      )
      const sent = message(mine)
      await broker.publish([sent])
      await until(() => got.length > 0)
      expect(idsOf(got)).toEqual([sent.id])
      await tap.close()
    })
  })
}
