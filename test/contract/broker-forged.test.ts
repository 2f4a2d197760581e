/**
 * What a publisher can write into its messages that may publish by one exchange for one organization, as the broker
 * enforces: nothing of it makes them another organization's, or stands in the way of others.
 */
import { randomUUID } from 'node:crypto'
import { type ChannelModel, type ConfirmChannel, connect, type Options } from 'amqplib'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { HEADERS } from '../../src-main/broker/headers.ts'
import type { Broker, WorkQueue } from '../../src-main/broker/port.ts'
import { openRabbitBroker } from '../../src-main/broker/rabbitmq/index.ts'
import { deadLetter } from '../../src-preload/contract/events.ts'
import { managedRabbit, openVirtualHost, type VirtualHost } from '../servers/index.ts'
import { collect, dead, deadIn, org, retry, until, untilUp, workQueue } from './broker/cases.ts'

const node = await managedRabbit()

const MINE = org()
const OTHER = org()
const KEY = `usage.recorded.${MINE}`
/** Exchanges that it has itself; one is called as a handler type is. */
const OWN = '^(meter\\.own|management)$'
const THEIRS = `usage.recorded.${OTHER}`

describe.skipIf(!node)('a publisher of one organization at a real broker', () => {
  let host: VirtualHost
  let broker: Broker
  let foreign: ChannelModel
  let channel: ConfirmChannel
  const closing: (() => Promise<void>)[] = []
  beforeAll(async () => {
    host = await openVirtualHost(node)
    broker = openRabbitBroker({ url: host.url, workspace: 'test', retryDelays: [20] })
    await untilUp(broker)
    const { user, url } = await host.addUser()
    await host.permit(user, { configure: OWN, write: `(^castellan\\.management$|${OWN})`, read: OWN })
    await host.ask(`topic-permissions/${host.name}/${user}`, 'PUT', {
      exchange: 'castellan.management',
      write: `^usage\\.recorded\\.${MINE}$`,
      read: '',
    })
    foreign = await connect(url)
    channel = await foreign.createConfirmChannel()
  })
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
  })
  afterAll(async () => {
    await foreign?.close()
    await broker?.close()
    await host?.remove()
    await node?.stop()
  })

  /** For every organization's usage, as the console's own. */
  const usageQueue = (): WorkQueue =>
    workQueue(MINE, { bindings: [{ exchange: 'management', pattern: 'usage.recorded.*' }] })
  const reading = async (...part: Parameters<typeof collect>) => {
    const consumer = await collect(...part)
    closing.push(consumer.close)
    return consumer
  }
  const send = async (options: Options.Publish, exchange = 'castellan.management', key = KEY) => {
    channel.publish(exchange, key, Buffer.from(JSON.stringify({ orgid: OTHER })), {
      messageId: randomUUID(),
      ...options,
    })
    await channel.waitForConfirms()
  }
  const forged = (queue: WorkQueue, more: object = {}) => ({
    [HEADERS.routingKey]: THEIRS,
    [HEADERS.exchange]: 'management',
    [HEADERS.attempts]: { '!': 'double', value: 1e300 },
    [HEADERS.reason]: 'said by nobody here',
    [HEADERS.diedAt]: 'never',
    'x-death': ['expired', 'delivery_limit', 'rejected'].map((reason) => ({
      reason,
      queue: queue.name,
      exchange: '',
      'routing-keys': [queue.name],
      count: 0,
      time: { '!': 'timestamp', value: 10 ** 15 },
      ...more,
    })),
  })

  it('is told from its headers neither at first nor after a retry: what counts is the key that the broker took', async () => {
    const queue = usageQueue()
    const { got } = await reading(broker, queue, (d) => (d.attempts === 0 ? retry('not yet') : dead('no')))
    await send({ headers: forged(queue) })
    await until(async () => (await deadIn(broker, queue)) === 1)
    expect(got.map((d) => [d.exchange, d.routingKey, d.attempts])).toEqual([
      ['management', KEY, 0],
      ['management', KEY, 1],
    ])
    const [letter] = await broker.deadLetters.browse(queue.name, 1)
    expect(letter).toMatchObject({ exchange: 'management', routingKey: KEY, reason: 'no', attempts: 2 })
    await broker.deadLetters.redrive(queue.name, { all: true }, 100)
    await until(() => got.length > 2)
    expect(got[2]).toMatchObject({ exchange: 'management', routingKey: KEY, attempts: 0 })
  })

  it.each([
    ['by no exchange', { exchange: '' }],
    ['by ours, for another organization', { exchange: 'castellan.management', 'routing-keys': [THEIRS] }],
  ])('that lets a message expire, with a record of having come %s, makes it nobody’s', async (_, record) => {
    const queue = usageQueue()
    const before = await collect(broker, queue)
    await before.close()
    await send({ headers: forged(queue, record), expiration: '1' })
    await until(async () => (await deadIn(broker, queue)) === 1)
    const [letter] = await broker.deadLetters.browse(queue.name, 1)
    expect(letter).toMatchObject({
      routingKey: `${queue.name}.dead`,
      reason: 'The broker gave it up: expired.',
      code: 'GIVEN_UP',
      attempts: 0,
      diedAt: '1970-01-01T00:00:00.000Z',
    })
    expect(deadLetter.shape.attempts.safeParse(letter?.attempts).success).toBe(true)
    const { got } = await reading(broker, queue)
    await broker.deadLetters.redrive(queue.name, { all: true }, 100)
    await until(() => got.length === 1)
    expect(got[0]).toMatchObject({ exchange: '', routingKey: `${queue.name}.dead`, attempts: 0 })
  })

  it.each([
    ['meter.own', 'meter.own'],
    ['management', 'management (not ours)'],
  ])('by an exchange of its own, bound to ours, is seen to come by that one (%s)', async (name, seen) => {
    const queue = usageQueue()
    const { got } = await reading(broker, queue, (d) => (d.attempts === 0 ? retry('not yet') : dead('no')))
    await channel.assertExchange(name, 'topic', { durable: true })
    await channel.bindExchange('castellan.management', name, '#')
    await send({}, name, THEIRS)
    await until(async () => (await deadIn(broker, queue)) === 1)
    expect(got.map((d) => [d.exchange, d.routingKey])).toEqual([
      [seen, THEIRS],
      [seen, THEIRS],
    ])
  })

  it('has no copies sent to queues in our name', async () => {
    const [queue, other] = [usageQueue(), workQueue(MINE)]
    const { got } = await reading(broker, queue, () => dead('no'))
    const elsewhere = await reading(broker, other)
    await send({ headers: { CC: [queue.name, other.name], BCC: [other.name] } })
    await until(async () => (await deadIn(broker, queue)) > 0)
    await send({})
    await until(async () => (await deadIn(broker, queue)) > 1)
    expect([got.length, elsewhere.got.length]).toEqual([2, 0])
  })

  it('with a header that cannot be written again is moved all the same', async () => {
    const queue = usageQueue()
    await reading(broker, queue, (d) => (d.attempts === 0 ? retry('not yet') : dead('no')))
    await send({ headers: { more: { '!': 'double', value: -1e300 } } })
    await until(async () => (await deadIn(broker, queue)) === 1)
  })

  it('keeps its key and its attempts where it was tried and the broker gives it up later', async () => {
    const queue = usageQueue()
    const first = await collect(broker, queue, () => {
      void first.close()
      return retry('not yet')
    })
    await send({ headers: forged(queue) })
    await until(() => first.got.length === 1)
    while ((await deadIn(broker, queue)) === 0) {
      // A console that crashes: it takes the message and is gone without a word.
      const connection = await connect(host.url)
      const reader = await connection.createChannel()
      await reader.get(queue.name)
      await connection.close()
    }
    const [letter] = await broker.deadLetters.browse(queue.name, 1)
    expect(letter).toMatchObject({ exchange: 'management', routingKey: KEY, attempts: 1, reason: 'not yet' })
    expect(letter?.diedAt.slice(0, 2)).toBe('20')
  })
})
