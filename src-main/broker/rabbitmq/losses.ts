/**
 * What a tap's queue dropped, counted by the broker: it goes to a second queue beside it, which is emptied and never
 * read, so that a monitor that is too slow is not sent what it was too slow for.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Channel } from 'amqplib'
import type { Lost } from '../port.ts'

/** Most that wait to be counted; beyond them nobody knows. */
const MOST = 20_000
/** Between two countings while something is lost, in milliseconds. */
const PAUSE_MS = 250

/**
 * Makes such a queue, gone with its channel, and answers its name for the tap's dead letters. The first message is
 * handed out and so tells that something is lost; while it is unanswered no other is, and the others are counted as
 * they are emptied. It is answered within the broker's patience, and the next one then tells again.
 */
export async function lossQueue(channel: Channel, lost: (lost: Lost) => void): Promise<string> {
  const { queue } = await channel.assertQueue('', {
    exclusive: true,
    autoDelete: true,
    durable: false,
    maxLength: MOST,
    overflow: 'drop-head',
    arguments: { 'x-queue-type': 'classic' },
  })
  await channel.prefetch(1)
  await channel.consume(queue, async (message) => {
    // Somebody took the queue away: from now on nobody counts.
    if (!message) return lost('a gap')
    lost(1)
    await sleep(PAUSE_MS)
    try {
      const { messageCount } = await channel.purgeQueue(queue)
      if (messageCount > 0) lost(messageCount)
      if (messageCount >= MOST) lost('a gap')
      channel.ack(message)
    } catch {
      // The channel is gone, and the queue with it.
    }
  })
  return queue
}
