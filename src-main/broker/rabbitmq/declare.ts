/** Makes what is missing. What is there stays as it is, whatever its settings: they are the administrator's. */
import type { Channel, ChannelModel } from 'amqplib'
import { asArguments, type Topology, type WantedExchange, type WantedQueue } from './topology.ts'

/** Works on a channel of its own, since a refusal closes the channel. Throws what the broker refused. */
export async function onScratch<T>(model: ChannelModel, work: (channel: Channel) => Promise<T>): Promise<T> {
  const channel = await model.createChannel()
  channel.on('error', () => undefined)
  try {
    return await work(channel)
  } finally {
    await channel.close().catch(() => undefined)
  }
}

/** The broker's reply code: 404 not there, 406 there but otherwise, 403 not allowed. */
export const replyCode = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined

export async function orMissing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked
  } catch (error) {
    if (replyCode(error) === 404) return undefined
    throw error
  }
}

export const declareExchange = (channel: Channel, { name, type, tunable }: WantedExchange) =>
  channel.assertExchange(name, type, { durable: true, arguments: { ...tunable } })
export const declareQueue = (channel: Channel, { name, fixed, tunable }: WantedQueue) =>
  channel.assertQueue(name, { durable: true, arguments: asArguments({ ...fixed, ...tunable }) })

/** Throws where something is missing and may not be made. */
export async function makeMissing(model: ChannelModel, topology: Topology): Promise<void> {
  for (const wanted of topology.exchanges) {
    const there = await orMissing(onScratch(model, (channel) => channel.checkExchange(wanted.name)))
    if (!there) await onScratch(model, (channel) => declareExchange(channel, wanted))
  }
  for (const wanted of topology.queues) {
    const there = await orMissing(onScratch(model, (channel) => channel.checkQueue(wanted.name)))
    if (!there) await onScratch(model, (channel) => declareQueue(channel, wanted))
  }
  await bindAll(model, topology)
}

/** Bindings cannot be asked for. Who may not bind uses what an administrator has bound. */
async function bindAll(model: ChannelModel, { bindings }: Topology): Promise<void> {
  try {
    await onScratch(model, async (channel) => {
      for (const { queue, exchange, pattern } of bindings) await channel.bindQueue(queue, exchange, pattern)
    })
  } catch (error) {
    if (replyCode(error) !== 403) throw error
  }
}
