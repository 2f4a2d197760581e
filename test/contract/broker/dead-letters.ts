import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HEADERS } from '../../../src-main/broker/headers.ts'
import { letterKey } from '../../../src-main/broker/letter-key.ts'
import type { Broker, OutMessage } from '../../../src-main/broker/port.ts'
import {
  type BrokerCase,
  collect,
  DONE,
  dead,
  deadIn,
  idsOf,
  kill,
  message,
  messages,
  org,
  until,
  workQueue,
} from './cases.ts'

const FAST = 10_000
const keyOf = (sent: OutMessage | undefined): string => (sent ? letterKey(sent) : '')

export function deadLetterRules(one: BrokerCase): void {
  describe('dead letters', () => {
    let broker: Broker
    beforeAll(async () => {
      broker = await one.open({ retryDelays: [20] })
    })
    afterAll(() => broker.close())
    const prepared = async (count: number) => {
      const mine = org()
      const queue = workQueue(mine)
      const list = messages(mine, count)
      await kill(broker, queue, list)
      return { queue, list, letters: broker.deadLetters }
    }

    it('looking leaves them where they are, in order and unchanged, however often', async () => {
      const { queue, list, letters } = await prepared(7)
      const first = await letters.browse(queue.name, 100)
      expect(idsOf(first)).toEqual(idsOf(list))
      expect(idsOf(await letters.browse(queue.name, 3))).toEqual(idsOf(list.slice(0, 3)))
      for (let i = 0; i < 25; i += 1) await letters.browse(queue.name, 4)
      expect(await letters.browse(queue.name, 100)).toEqual(first)
      expect(await deadIn(broker, queue)).toBe(7)
    })

    it('two who look at once see the same', async () => {
      const { queue, list, letters } = await prepared(5)
      const [a, b] = await Promise.all([letters.browse(queue.name, 5), letters.browse(queue.name, 5)])
      expect([idsOf(a), idsOf(b)]).toEqual([idsOf(list), idsOf(list)])
    })

    it('a letter tells what it was, why and when it died', async () => {
      const { queue, list, letters } = await prepared(1)
      const [letter] = await letters.browse(queue.name, 1)
      const [sent] = list
      expect(letter).toEqual({
        key: keyOf(sent),
        id: sent?.id,
        queue: queue.name,
        exchange: 'users',
        routingKey: sent?.routingKey,
        body: sent?.body,
        reason: 'cannot be read',
        code: 'UNREADABLE',
        attempts: 1,
        diedAt: expect.stringMatching(/^20\d\d-.*Z$/),
      })
    })

    it('all are redriven in order to their queue, with fresh attempts, and a header says so', async () => {
      const { queue, list, letters } = await prepared(12)
      expect(await letters.redrive(queue.name, { all: true }, FAST)).toBe(12)
      expect(await deadIn(broker, queue)).toBe(0)
      const { got } = await collect(broker, queue)
      await until(() => got.length === 12)
      expect(idsOf(got)).toEqual(idsOf(list))
      for (const d of got) {
        expect(d).toMatchObject({ attempts: 0, exchange: 'users', routingKey: list[0]?.routingKey })
        expect(d.headers[HEADERS.redrivenAt]).toMatch(/^20\d\d-.*Z$/)
      }
    })

    it('some are redriven by their keys; the others stay, in order', async () => {
      const { queue, list, letters } = await prepared(6)
      const keys = [keyOf(list[4]), keyOf(list[1]), 'never-there']
      const went: string[] = []
      expect(await letters.redrive(queue.name, { keys }, FAST, undefined, (key) => went.push(key))).toBe(2)
      expect(went).toEqual([keyOf(list[1]), keyOf(list[4])])
      expect(idsOf(await letters.browse(queue.name, 10))).toEqual(
        idsOf(list.filter((m) => !keys.includes(keyOf(m)))),
      )
      const { got } = await collect(broker, queue)
      await until(() => got.length === 2)
      expect(idsOf(got)).toEqual([list[1]?.id, list[4]?.id])
    })

    it('redriven letters that die again are not driven round in the same redrive', async () => {
      const { queue, list, letters } = await prepared(4)
      const { got } = await collect(broker, queue, () => dead('still cannot be read'))
      expect(await letters.redrive(queue.name, { all: true }, FAST)).toBe(4)
      await until(async () => (await deadIn(broker, queue)) === 4)
      expect(got).toHaveLength(4)
      const again = await letters.browse(queue.name, 10)
      expect(idsOf(again).sort()).toEqual(idsOf(list).sort())
      expect(new Set(again.map((l) => l.reason))).toEqual(new Set(['still cannot be read']))
    })

    it('a redrive keeps to its rate, and stops where it is told to', async () => {
      const { queue, list, letters } = await prepared(9)
      const stop = new AbortController()
      const { got } = await collect(broker, queue, () => {
        if (got.length === 3) stop.abort()
        return DONE
      })
      const begun = performance.now()
      const sent = await letters.redrive(queue.name, { all: true }, 20, stop.signal)
      // Three take two pauses of 50 ms at least; faster is never right, slower may be the machine.
      expect(performance.now() - begun).toBeGreaterThanOrEqual(99)
      expect(sent).toBeGreaterThanOrEqual(3)
      expect(sent).toBeLessThan(9)
      await until(() => got.length === sent)
      expect(idsOf(await letters.browse(queue.name, 10))).toEqual(idsOf(list.slice(sent)))
    })

    it('of letters that are alike as many are meant as are named, the oldest first', async () => {
      const mine = org()
      const queue = workQueue(mine)
      const [twice, other] = messages(mine, 2)
      const list = twice && other ? [twice, other, twice] : []
      await kill(broker, queue, list)
      const letters = broker.deadLetters
      const key = keyOf(twice)
      expect(await letters.discard(queue.name, { keys: [key] })).toBe(1)
      expect(idsOf(await letters.browse(queue.name, 5))).toEqual([other?.id, twice?.id])
      await kill(broker, queue, twice ? [twice] : [], 'cannot be read', 3)
      expect(await letters.redrive(queue.name, { keys: [key, key, key] }, FAST)).toBe(2)
      expect(idsOf(await letters.browse(queue.name, 5))).toEqual([other?.id])
    })

    it('what another published under the same id is another letter, and stays', async () => {
      const [mine, other] = [org(), org()]
      const queue = workQueue(mine, { bindings: [{ exchange: 'users', pattern: '#' }] })
      const [theirs] = messages(other, 1)
      const id = theirs?.id ?? ''
      const ours = message(mine, { id })
      const edited = message(mine, { id, body: '{"other":"body"}' })
      const list = theirs ? [theirs, edited, ours] : []
      await kill(broker, queue, list)
      const letters = broker.deadLetters
      expect(await letters.redrive(queue.name, { keys: [keyOf(ours)] }, FAST)).toBe(1)
      const left = await letters.browse(queue.name, 5)
      expect(left.map((l) => l.key)).toEqual([keyOf(theirs), keyOf(edited)])
      expect(await letters.discard(queue.name, { keys: [keyOf(edited)] })).toBe(1)
      expect((await letters.browse(queue.name, 5)).map((l) => l.key)).toEqual([keyOf(theirs)])
    })

    it('while a redrive goes slowly its queue can be looked at', async () => {
      const { queue, list, letters } = await prepared(4)
      const stop = new AbortController()
      const slow = letters.redrive(queue.name, { all: true }, 0.001, stop.signal)
      await until(async () => (await deadIn(broker, queue)) < 4)
      expect((await letters.browse(queue.name, 10)).length).toBeGreaterThanOrEqual(2)
      stop.abort()
      expect(await slow).toBe(1)
      await until(async () => (await deadIn(broker, queue)) === 3)
      expect(idsOf(await letters.browse(queue.name, 10))).toEqual(idsOf(list.slice(1)))
    })

    it('two consoles that act on the same letters at once do it once to each, and lose none', async () => {
      const { queue, list, letters } = await prepared(30)
      // What is in memory has one console.
      const other = broker.kind === 'rabbitmq' ? await one.open({ queues: [queue] }) : broker
      const { got } = await collect(broker, queue)
      const went: string[] = []
      const both = [letters, other.deadLetters]
      const all = both.map((l) => l.redrive(queue.name, { all: true }, FAST, undefined, (k) => went.push(k)))
      expect((await Promise.all(all)).reduce((sum, n) => sum + n, 0)).toBe(list.length)
      expect(went.sort()).toEqual(list.map(keyOf).sort())
      await until(() => got.length >= list.length)
      expect(idsOf(got).sort()).toEqual(idsOf(list).sort())
      expect(await deadIn(broker, queue)).toBe(0)
      if (other !== broker) await other.close()
    })

    it('two consoles that look for different letters at once find each its own', async () => {
      const { queue, list, letters } = await prepared(20)
      const other = broker.kind === 'rabbitmq' ? await one.open({ queues: [queue] }) : broker
      const ofOne = list.filter((_, i) => i % 2 === 0)
      const ofOther = list.filter((_, i) => i % 4 === 1)
      const counts = await Promise.all([
        letters.redrive(queue.name, { keys: ofOne.map(keyOf) }, FAST),
        other.deadLetters.discard(queue.name, { keys: ofOther.map(keyOf) }),
      ])
      expect(counts).toEqual([ofOne.length, ofOther.length])
      const left = list.filter((_, i) => i % 4 === 3)
      expect(idsOf(await letters.browse(queue.name, 30))).toEqual(idsOf(left))
      if (other !== broker) await other.close()
    })

    it('some are discarded by their keys, or all', async () => {
      const { queue, list, letters } = await prepared(5)
      expect(await letters.discard(queue.name, { keys: [keyOf(list[2]), 'never-there'] })).toBe(1)
      expect(idsOf(await letters.browse(queue.name, 10))).toEqual(idsOf(list.filter((_, i) => i !== 2)))
      expect(await letters.discard(queue.name, { all: true })).toBe(4)
      expect(await letters.browse(queue.name, 10)).toEqual([])
      expect(await letters.redrive(queue.name, { all: true }, FAST)).toBe(0)
    })

    it('a queue that nobody knows has no dead letters to look at', async () => {
      await expect(broker.deadLetters.browse('castellan.users', 1)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
    })
  })
}
