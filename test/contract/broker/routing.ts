import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Broker } from '../../../src-main/broker/port.ts'
import { type BrokerCase, collect, idsOf, message, messages, org, until, workQueue } from './cases.ts'

export function routingRules(one: BrokerCase): void {
  describe('routing and publishing', () => {
    let broker: Broker
    beforeAll(async () => {
      broker = await one.open()
    })
    afterAll(() => broker.close())

    it('a queue gets what it is bound to, and nothing else', async () => {
      const [mine, other] = [org(), org()]
      const bindings = [
        { exchange: 'users', pattern: `user.*.${mine}` },
        { exchange: 'approval', pattern: `decision.made.${mine}` },
      ] as const
      const { got } = await collect(broker, workQueue(mine, { bindings }))
      const enrolled = message(mine)
      const decided = message(mine, { exchange: 'approval', routingKey: `decision.made.${mine}` })
      const last = message(mine, { routingKey: `user.waiting.${mine}` })
      await broker.publish([
        enrolled,
        message(other),
        message(mine, { routingKey: `migration.offered.${mine}` }),
        message(mine, { exchange: 'approval', routingKey: `approval.approved.${mine}` }),
        message(mine, { exchange: 'management' }),
        decided,
        last,
      ])
      await until(() => got.some((d) => d.id === last.id))
      expect(idsOf(got).sort()).toEqual(idsOf([enrolled, decided, last]).sort())
    })

    it('a delivery carries what was published, to the byte, and how often it was tried', async () => {
      const mine = org()
      const { got } = await collect(broker, workQueue(mine))
      const sent = message(mine, { body: '{"name":"<b>Ada</b> 徐 \\u0000 👩‍🚀"}' })
      await broker.publish([sent])
      await until(() => got.length === 1)
      const { id, exchange, routingKey, body } = sent
      expect(got[0]).toMatchObject({ id, exchange, routingKey, body, attempts: 0 })
    })

    it('a message that falls under several bindings of a queue comes once', async () => {
      const mine = org()
      const bindings = [
        { exchange: 'users', pattern: `#.${mine}` },
        { exchange: 'users', pattern: `user.*.${mine}` },
      ] as const
      const { got } = await collect(broker, workQueue(mine, { bindings }))
      const list = messages(mine, 2)
      await broker.publish(list)
      await until(() => got.length >= 2)
      expect(idsOf(got)).toEqual(idsOf(list))
    })

    it('every queue that is bound gets its own copy', async () => {
      const mine = org()
      const [first, second] = [await collect(broker, workQueue(mine)), await collect(broker, workQueue(mine))]
      const sent = message(mine)
      await broker.publish([sent])
      await until(() => first.got.length + second.got.length === 2)
      expect([first.got[0]?.id, second.got[0]?.id]).toEqual([sent.id, sent.id])
    })

    it('many messages come in the order in which they were published, each confirmed', async () => {
      const mine = org()
      const { got } = await collect(broker, workQueue(mine), undefined, 100)
      const list = messages(mine, 1_500)
      const outcomes = await Promise.all([
        broker.publish(list.slice(0, 700)),
        broker.publish(list.slice(700, 701)),
        broker.publish(list.slice(701)),
      ])
      expect(new Set(outcomes.flat())).toEqual(new Set(['confirmed']))
      await until(() => got.length === list.length)
      expect(idsOf(got)).toEqual(idsOf(list))
    })

    it('nothing to publish is answered at once', async () => {
      expect(await broker.publish([])).toEqual([])
    })

    it('an event that no queue is bound to is confirmed and counted', async () => {
      const before = await broker.unrouted()
      expect(await broker.publish(messages(org(), 3))).toEqual(['confirmed', 'confirmed', 'confirmed'])
      await until(async () => (await broker.unrouted()) >= before + 3)
    })

    it('patterns select as topic exchanges do, whatever the words', async () => {
      const mine = org()
      const word = fc.constantFrom('a', 'b', 'c')
      const pattern = fc.array(fc.oneof(word, fc.constantFrom('*', '#')), { maxLength: 5 })
      const key = fc.array(word, { maxLength: 5 })
      // A slow broker is asked a few patterns, with every key at once.
      const patterns = fc.sample(pattern, { numRuns: 8, seed: 7 }).map((p) => p.join('.'))
      const keys = [...new Set(fc.sample(key, { numRuns: 60, seed: 8 }).map((k) => k.join('.')))]
      for (const p of patterns) {
        const bindings = [{ exchange: 'wizard', pattern: `${mine}.${p}` }] as const
        const { got, close } = await collect(broker, workQueue(mine, { bindings }))
        const last = message(mine, { exchange: 'wizard' })
        const sent = keys.map((k) => message(mine, { exchange: 'wizard', routingKey: `${mine}.${k}` }))
        const wanted = sent.filter(({ routingKey }) => matches(`${mine}.${p}`, routingKey))
        await broker.publish([...sent, last])
        await until(() => got.length >= wanted.length)
        expect({ p, keys: got.map((d) => d.routingKey) }).toEqual({
          p,
          keys: wanted.map((m) => m.routingKey),
        })
        await close()
      }
    })
  })
}

/** An oracle as plain as can be: a regular expression over words that each end with a dot. */
function matches(pattern: string, key: string): boolean {
  const parts = pattern.split('.').map((part) => {
    if (part === '#') return '(?:[^.]*\\.)*'
    return part === '*' ? '[^.]*\\.' : `${part}\\.`
  })
  return new RegExp(`^${parts.join('')}$`).test(`${key}.`)
}
