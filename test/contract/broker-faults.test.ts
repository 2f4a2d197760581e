/** What may happen to a real broker and the wire to it, on a node of its own. */

import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from 'amqplib'
import { afterAll, afterEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Broker, Lost, OutMessage, TapMessage } from '../../src-main/broker/port.ts'
import { openRabbitBroker } from '../../src-main/broker/rabbitmq/index.ts'
import { ofBroker } from '../../src-main/events/flow/index.ts'
import { type RabbitServer, startRabbit } from '../servers/index.ts'
import { startWire } from '../servers/wire.ts'
import {
  type BrokerOptions,
  collect,
  DONE,
  deadIn,
  idsOf,
  kill,
  message,
  messages,
  org,
  retry,
  until,
  untilUp,
  workQueue,
} from './broker/cases.ts'

// A broker that AMQP_URL names is somebody's: it is not killed, and has its tests in the contract.
const node: RabbitServer | undefined = process.env['AMQP_URL'] ? undefined : await startRabbit()

/** Publishes as the relay does: what is not confirmed again, from the first of them on, in order. */
async function publishAll(broker: Broker, list: readonly OutMessage[], batch = 50): Promise<number> {
  let repeated = 0
  for (let next = 0; next < list.length; ) {
    const outcomes = await broker.publish(list.slice(next, next + batch))
    const lost = outcomes.findIndex((o) => o !== 'confirmed')
    if (lost < 0) next += outcomes.length
    else {
      next += lost
      repeated += 1
      await untilUp(broker)
    }
  }
  return repeated
}

const firsts = (list: readonly string[]): string[] => [...new Set(list)]

describe.skipIf(!node)('a real broker with faults', () => {
  const opened: Broker[] = []
  const open = async (url = node?.url ?? '', more: BrokerOptions = {}): Promise<Broker> => {
    const broker = openRabbitBroker({ url, workspace: 'test', retryDelays: [20], ...more })
    opened.push(broker)
    await untilUp(broker)
    return broker
  }
  afterEach(async () => {
    for (const broker of opened.splice(0)) await broker.close()
  })
  afterAll(async () => {
    await node?.stop()
    // It leaves no process behind that would still answer.
    await expect(connect(node?.url ?? '')).rejects.toThrow()
  })
  const wired = async () => {
    const port = Number(new URL(node?.url ?? '').port)
    const wire = await startWire(port)
    return { wire, url: `amqp://guest:guest@127.0.0.1:${wire.port}` }
  }

  it('killed and started again while publishing it loses nothing, and everybody comes back', async () => {
    const mine = org()
    const broker = await open()
    const { got } = await collect(broker, workQueue(mine), undefined, 50)
    const seen: TapMessage[] = []
    await broker.tap(
      { bindings: [{ exchange: 'users', pattern: `#.${mine}` }], maxLength: 100_000, prefetch: 100 },
      (m) => seen.push(m),
    )
    const list = messages(mine, 6_000)
    const states: string[] = []
    broker.onState(({ state }) => states.push(state))
    const publishing = publishAll(broker, list)
    await until(() => got.length > 500)
    await node?.kill()
    await until(() => broker.state().state === 'down')
    expect(await broker.publish(messages(org(), 1))).toEqual(['unknown'])
    await node?.restart()
    expect(await publishing).toBeGreaterThan(0)
    await until(() => firsts(idsOf(got)).length === list.length)
    expect(firsts(idsOf(got)).sort()).toEqual(idsOf(list).sort())
    expect(states).toContain('down')
    // The monitor is there again too.
    const last = message(mine)
    await publishAll(broker, [last])
    await until(() => seen.some((m) => m.id === last.id))
  }, 180_000)

  it('a monitor that was cut off is told of each gap, and of none before it', async () => {
    const { wire, url } = await wired()
    const mine = org()
    const [sender, reader] = [await open(), await open(url)]
    const seen: string[] = []
    const lost: Lost[] = []
    const options = {
      bindings: [{ exchange: 'users', pattern: `#.${mine}` }],
      maxLength: 100,
      prefetch: 10,
    } as const
    await reader.tap(
      options,
      (m) => seen.push(m.id),
      (l) => lost.push(l),
    )
    const comes = async (): Promise<void> => {
      const sent = message(mine)
      await sender.publish([sent])
      await until(() => seen.includes(sent.id))
    }
    await comes()
    expect(lost).toEqual([])
    for (const gaps of [1, 2]) {
      wire.cut()
      await until(() => lost.length === gaps)
      await comes()
    }
    expect(lost).toEqual(['a gap', 'a gap'])
    await reader.close()
    await wire.close()
  })

  it('a connection cut in the middle of a confirm leaves the outcome unknown, and repeating loses nothing', async () => {
    const { wire, url } = await wired()
    const mine = org()
    const [sender, reader] = [await open(url), await open()]
    const { got } = await collect(reader, workQueue(mine))
    const list = messages(mine, 700)
    expect(await sender.publish(list.slice(0, 100))).not.toContain('unknown')
    wire.silence()
    const outcomes = sender.publish(list.slice(100))
    // The broker has some of them, but its answers are lost.
    await until(() => got.length > 100)
    wire.cut()
    expect(new Set(await outcomes)).toEqual(new Set(['unknown']))
    await untilUp(sender)
    await publishAll(sender, list.slice(100))
    await until(() => firsts(idsOf(got)).length === list.length)
    expect(firsts(idsOf(got))).toEqual(idsOf(list))
    await sender.close()
    await wire.close()
  })

  it('what was handled when the connection was cut comes again, with the same id', async () => {
    const { wire, url } = await wired()
    const mine = org()
    const [reader, sender] = [await open(url), await open()]
    const { got } = await collect(reader, workQueue(mine), () => {
      // The effect is done, the answer never arrives.
      if (got.length === 1) wire.cut()
      return DONE
    })
    const list = messages(mine, 5)
    await sender.publish(list)
    await until(() => firsts(idsOf(got)).length === 5 && got.length > 5)
    expect(got.filter((d) => d.id === list[0]?.id).length).toBe(2)
    expect(got.map((d) => d.attempts)).toEqual(got.map(() => 0))
    await reader.close()
    await wire.close()
  })

  it('a memory alarm holds publishers, and nothing else', async () => {
    const mine = org()
    const queue = workQueue(mine)
    const broker = await open()
    await broker.publish(messages(mine, 1))
    const before = await collect(broker, queue)
    await broker.publish(messages(mine, 20))
    await until(() => before.got.length === 20)
    await before.close()
    await broker.publish(messages(mine, 5))
    await node?.control('set_vm_memory_high_watermark', '0')
    onTestFinished(async () => void (await node?.control('set_vm_memory_high_watermark', 'absolute', '1GB')))
    // The alarm comes to a connection when the broker has the time, and what is published before goes through.
    while (broker.state().state !== 'blocked') {
      void broker.publish(messages(org(), 1))
      await sleep(50)
    }
    const unrouted = await broker.unrouted()
    let answered = false
    const waiting = broker.publish(messages(mine, 3)).then((outcomes) => {
      answered = true
      return outcomes
    })
    expect(broker.state().reason).not.toBe('')
    // Reading, looking at dead letters and closing go on; what fails waits for its way to the retry queue.
    const { got } = await collect(broker, queue, (d) => (d.attempts === 0 ? retry('later') : DONE))
    await until(() => got.length === 5)
    expect(await broker.deadLetters.browse(queue.name, 5)).toEqual([])
    expect(await broker.unrouted()).toBe(unrouted)
    const closing = await open()
    const held = closing.publish(messages(org(), 1))
    await until(() => closing.state().state === 'blocked')
    await closing.close()
    expect(await held).toEqual(['unknown'])
    expect(answered).toBe(false)
    await node?.control('set_vm_memory_high_watermark', 'absolute', '1GB')
    expect(await waiting).toEqual(['confirmed', 'confirmed', 'confirmed'])
    await until(() => broker.state().state === 'up')
    await until(() => got.filter((d) => d.attempts === 1).length === 8)
    expect(await deadIn(broker, queue)).toBe(0)
  }, 120_000)

  it('a message on which its consumer dies each time is given up by the broker, with the reason', async () => {
    const mine = org()
    const queue = workQueue(mine)
    const broker = await open()
    const before = await collect(broker, queue)
    await before.close()
    const [poison] = messages(mine, 1)
    await broker.publish(poison ? [poison] : [])
    while ((await deadIn(broker, queue)) === 0) {
      // A console that crashes: it takes the message and is gone without a word.
      const connection = await connect(node?.url ?? '')
      const channel = await connection.createChannel()
      await channel.get(queue.name)
      await connection.close()
    }
    const [letter] = await broker.deadLetters.browse(queue.name, 1)
    expect(letter).toMatchObject({
      id: poison?.id,
      exchange: 'users',
      routingKey: poison?.routingKey,
      body: poison?.body,
      reason: expect.stringContaining('handed out too often'),
      code: 'UNANSWERED',
    })
    expect(letter?.diedAt.slice(0, 2)).toBe('20')
    expect(await broker.deadLetters.redrive(queue.name, { all: true }, 100)).toBe(1)
    const { got } = await collect(broker, queue)
    await until(() => got.length === 1)
    expect(got[0]).toMatchObject({ id: poison?.id, exchange: 'users', routingKey: poison?.routingKey })
  })

  it('the same on a queue that has no limit of its own: it is given up before it is handed out once more', async () => {
    const mine = org()
    const queue = workQueue(mine)
    const broker = await open()
    const admin = await connect(node?.url ?? '')
    const channel = await admin.createChannel()
    await channel.assertQueue(queue.name, { durable: true, arguments: { 'x-queue-type': 'quorum' } })
    await channel.bindQueue(queue.name, 'castellan.users', `#.${mine}`)
    await broker.publish(messages(mine, 1))
    for (let i = 0; i < 22; i += 1) {
      const message = await channel.get(queue.name)
      if (message) channel.reject(message, true)
    }
    await admin.close()
    const { got } = await collect(broker, queue)
    await until(async () => (await deadIn(broker, queue)) === 1)
    expect(got).toEqual([])
    const [letter] = await broker.deadLetters.browse(queue.name, 1)
    expect(letter).toMatchObject({ reason: expect.stringContaining('without an answer'), code: 'UNANSWERED' })
  })

  it('what is asked before it was tried to connect waits for that, and is told where there is no broker', async () => {
    const mine = org()
    const queue = workQueue(mine)
    await kill(await open(), queue, messages(mine, 2))
    const asked = async (url: string): Promise<number> => {
      const broker = openRabbitBroker({ url, workspace: 'test', queues: [queue] })
      opened.push(broker)
      return broker.deadLetters.redrive(queue.name, { all: true }, 100)
    }
    const { wire, url } = await wired()
    wire.tear()
    await expect(asked(url)).rejects.toMatchObject({ code: 'UNAVAILABLE', data: { what: 'broker' } })
    wire.mend()
    expect(await asked(url)).toBe(2)
    // The first of them may be connecting just now: cut off while it is closed, it would have nobody to hear the driver's error.
    for (const broker of opened.splice(0)) await broker.close()
    await wire.close()
  })

  it('who looks how things stand does not wait for a broker that says nothing', async () => {
    const silent = createServer(() => undefined)
    await once(silent.listen(0, '127.0.0.1'), 'listening')
    const { port } = silent.address() as AddressInfo
    const broker = openRabbitBroker({ url: `amqp://127.0.0.1:${port}`, workspace: 'test' })
    opened.push(broker)
    expect(await ofBroker(broker, (one) => one.unrouted())).toBeNull()
    // It is still tried.
    expect(broker.state().reason).toBe('connecting')
    silent.close()
  })

  it('a message that fails for ever is tried as often as its queue says, and never again', async () => {
    const mine = org()
    const queue = workQueue(mine, { attempts: 6 })
    const broker = await open()
    const { got } = await collect(broker, queue, () => retry('never'))
    await broker.publish(messages(mine, 3))
    await until(async () => (await deadIn(broker, queue)) === 3)
    const last = message(mine, { routingKey: `user.waiting.${mine}` })
    await broker.publish([last])
    await until(async () => (await deadIn(broker, queue)) === 4)
    expect(got).toHaveLength(4 * 6)
  })

  it('a queue that is deleted under its consumer is made again', async () => {
    const mine = org()
    const queue = workQueue(mine)
    const broker = await open()
    const { got, reads } = await collect(broker, queue)
    const admin = await connect(node?.url ?? '')
    const channel = await admin.createChannel()
    await channel.deleteQueue(queue.name)
    await until(async () => {
      await broker.publish([message(mine)])
      return got.length > 0
    })
    expect(reads()).toBe(true)
    await admin.close()
  })

  it('an exchange that is deleted is made again, and what was published meanwhile is not called confirmed', async () => {
    const broker = await open()
    const admin = await connect(node?.url ?? '')
    await (await admin.createChannel()).deleteExchange('castellan.wizard')
    const mine = org()
    expect(await broker.publish([message(mine, { exchange: 'wizard' })])).toEqual(['unknown'])
    await untilUp(broker)
    expect(await broker.publish([message(mine, { exchange: 'wizard' })])).toEqual(['confirmed'])
    await admin.close()
  })

  it('everything closes while the broker says nothing any more', async () => {
    const { wire, url } = await wired()
    const mine = org()
    const broker = await open(url)
    const { got, close } = await collect(broker, workQueue(mine))
    const tap = await broker.tap(
      { bindings: [{ exchange: 'users', pattern: `#.${mine}` }], maxLength: 10, prefetch: 1 },
      () => undefined,
    )
    await broker.publish(messages(mine, 1))
    await until(() => got.length === 1)
    wire.silence()
    const outcomes = broker.publish(messages(mine, 2))
    await tap.close()
    await close()
    await broker.close()
    expect(await outcomes).toEqual(['unknown', 'unknown'])
    await wire.close()
  })
})
