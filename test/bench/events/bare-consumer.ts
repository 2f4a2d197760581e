import { connect } from 'amqplib'
import { EXCHANGES } from '../../../src-preload/contract/event-types/index.ts'

const PREFETCH = 2_000

/** The driver alone on a queue like a monitor's, with an answer for each message once `take` is done with it. */
export async function bareConsumer(
  url: string,
  orgId: string,
  take: () => unknown,
): Promise<{ close(): Promise<void> }> {
  const connection = await connect(url)
  const channel = await connection.createChannel()
  const { queue } = await channel.assertQueue('', {
    exclusive: true,
    autoDelete: true,
    durable: false,
    maxLength: 50_000,
    overflow: 'drop-head',
    arguments: { 'x-queue-type': 'classic' },
  })
  for (const exchange of EXCHANGES) await channel.bindQueue(queue, `castellan.${exchange}`, `#.${orgId}`)
  await channel.prefetch(PREFETCH)
  await channel.consume(queue, async (message) => {
    if (!message) return
    await take()
    channel.ack(message)
  })
  return { close: () => connection.close() }
}
