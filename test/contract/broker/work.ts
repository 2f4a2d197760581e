import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Broker, Delivery, Verdict } from '../../../src-main/broker/port.ts'
import {
  type BrokerCase,
  collect,
  DONE,
  dead,
  deadIn,
  idsOf,
  later,
  message,
  messages,
  org,
  retry,
  until,
  workQueue,
} from './cases.ts'

export function workRules(one: BrokerCase): void {
  describe('work queues', () => {
    let broker: Broker
    beforeAll(async () => {
      broker = await one.open({ retryDelays: [20, 60] })
    })
    afterAll(() => broker.close())

    it('what is to be retried comes back with its attempts counted, then is dead with the last reason', async () => {
      const mine = org()
      const queue = workQueue(mine)
      const { got } = await collect(broker, queue, (d) => retry(`try ${d.attempts}`))
      const sent = message(mine)
      await broker.publish([sent])
      await until(async () => (await deadIn(broker, queue)) === 1)
      expect(got.map((d) => d.attempts)).toEqual([0, 1, 2])
      for (const d of got)
        expect(d).toMatchObject({ id: sent.id, exchange: 'users', routingKey: sent.routingKey })
      const [letter] = await broker.deadLetters.browse(queue.name, 10)
      expect(letter).toMatchObject({ reason: 'try 2', code: 'CONFLICT', attempts: 3, body: sent.body })
    })

    it('a handler that fails is a retry, and its reason is told without a stack', async () => {
      const mine = org()
      const queue = workQueue(mine, { attempts: 1 })
      await collect(broker, queue, () => Promise.reject(new Error('the database is away')))
      await broker.publish([message(mine)])
      await until(async () => (await deadIn(broker, queue)) === 1)
      expect((await broker.deadLetters.browse(queue.name, 1))[0]?.reason).toBe('the database is away')
    })

    it('what succeeds at a later attempt is done and leaves no dead letter', async () => {
      const mine = org()
      const queue = workQueue(mine)
      const { got } = await collect(broker, queue, (d) => (d.attempts < 2 ? retry('not yet') : DONE))
      await broker.publish([message(mine)])
      await until(() => got.length === 3)
      const after = message(mine)
      await broker.publish([after])
      await until(() => got.some((d) => d.id === after.id))
      expect(await deadIn(broker, queue)).toBe(0)
    })

    it('what was no attempt comes back as often as it takes, and its attempts are all left', async () => {
      const mine = org()
      const queue = workQueue(mine, { attempts: 2 })
      let away = true
      const { got } = await collect(broker, queue, () => {
        if (got.length > 3 * queue.attempts) away = false
        return away ? later('the database is away') : DONE
      })
      await broker.publish([message(mine)])
      await until(() => !away)
      expect(got.map((d) => d.attempts)).toEqual(got.map(() => 0))
      const last = message(mine)
      await broker.publish([last])
      await until(() => got.some((d) => d.id === last.id))
      expect(await deadIn(broker, queue)).toBe(0)
    })

    it('a poison message does not hold up those behind it', async () => {
      const mine = org()
      const queue = workQueue(mine, { attempts: 1000 })
      const [poison, ...others] = messages(mine, 20)
      const { got, close } = await collect(
        broker,
        queue,
        (d) => (d.id === poison?.id ? retry('poison') : DONE),
        1,
      )
      await broker.publish(poison ? [poison, ...others] : others)
      await until(() => others.every((m) => got.some((d) => d.id === m.id)))
      expect(idsOf(got.filter((d) => d.id !== poison?.id))).toEqual(idsOf(others))
      await close()
    })

    it('what cannot be read is dead at once, with the reason', async () => {
      const mine = org()
      const queue = workQueue(mine)
      const { got } = await collect(broker, queue, () => dead('The body is not JSON.'))
      await broker.publish([message(mine, { body: '<img src=x onerror=alert(1)>' })])
      await until(async () => (await deadIn(broker, queue)) === 1)
      expect(got).toHaveLength(1)
      expect((await broker.deadLetters.browse(queue.name, 1))[0]).toMatchObject({
        reason: 'The body is not JSON.',
        body: '<img src=x onerror=alert(1)>',
        attempts: 1,
      })
    })

    it('no more than the prefetch are in the hands of a consumer', async () => {
      const mine = org()
      const open: (() => void)[] = []
      let most = 0
      let now = 0
      const { got } = await collect(
        broker,
        workQueue(mine),
        () => {
          now += 1
          most = Math.max(most, now)
          return new Promise<Verdict>((resolve) =>
            open.push(() => {
              now -= 1
              resolve(DONE)
            }),
          )
        },
        4,
      )
      await broker.publish(messages(mine, 12))
      while (got.length < 12 || open.length > 0) {
        await until(() => open.length > 0)
        open.shift()?.()
      }
      expect(most).toBe(4)
    })

    it('a consumer that closes while it handles gets nothing more, and what it had is still answered', async () => {
      const mine = org()
      const queue = workQueue(mine)
      let finish: (verdict: Verdict) => void = () => undefined
      const first = await collect(broker, queue, () => new Promise((resolve) => (finish = resolve)), 1)
      const list = messages(mine, 3)
      await broker.publish(list)
      await until(() => first.got.length === 1)
      expect(first.reads()).toBe(true)
      await first.close()
      expect(first.reads()).toBe(false)
      finish(DONE)
      const second = await collect(broker, queue)
      await until(() => second.got.length === 2)
      expect(first.got).toHaveLength(1)
      expect(idsOf(second.got)).toEqual(idsOf(list.slice(1)))
    })

    it('two consumers of a queue share its messages', async () => {
      const mine = org()
      const queue = workQueue(mine)
      const slow = (): Promise<Verdict> => new Promise((resolve) => setTimeout(() => resolve(DONE), 2))
      const [a, b] = [await collect(broker, queue, slow, 1), await collect(broker, queue, slow, 1)]
      const list = messages(mine, 40)
      await broker.publish(list)
      await until(() => a.got.length + b.got.length === 40)
      expect(idsOf([...a.got, ...b.got]).sort()).toEqual(idsOf(list).sort())
      expect(Math.min(a.got.length, b.got.length)).toBeGreaterThan(0)
    })

    it('the whole broker closes while a delivery is being handled', async () => {
      const own = await one.open()
      const mine = org()
      const got: Delivery[] = []
      await own.consume(workQueue(mine), 1, (d) => {
        got.push(d)
        return new Promise<Verdict>(() => undefined)
      })
      await own.publish([message(mine)])
      await until(() => got.length === 1)
      await own.close()
      await own.close()
      expect(own.state().state).toBe('down')
      expect(await own.publish([message(mine)])).toEqual(['unknown'])
    })
  })
}
