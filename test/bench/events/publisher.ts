/**
 * A process that publishes events as fast as it can or at a pace, so that whoever listens has a thread of its own.
 * Argument: JSON of `Order`. It says `ready`, waits for a line, publishes, and says how many the broker confirmed.
 */
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from 'amqplib'
import { eventOf } from './message.ts'

export interface Order {
  readonly url: string
  readonly orgId: string
  readonly messages: number
  /** Events a second; 0: as fast as it goes. */
  readonly perSecond: number
}

const STEP_MS = 10
/** Unconfirmed messages at a time. */
const WINDOW = 2_000

const order = JSON.parse(process.argv[2] ?? '{}') as Order
const connection = await connect(order.url)
const channel = await connection.createConfirmChannel()
let [sent, confirmed] = [0, 0]

function send(): void {
  const { exchange, routingKey, id, type, body } = eventOf(order.orgId, sent)
  sent += 1
  const options = { messageId: id, type, contentType: 'application/cloudevents+json', persistent: false }
  channel.publish(`castellan.${exchange}`, routingKey, Buffer.from(body), options, (error: unknown) => {
    if (error) throw new Error('The broker refused an event.')
    confirmed += 1
  })
}

for (;;) {
  process.stdout.write('ready\n')
  await once(process.stdin, 'data')
  ;[sent, confirmed] = [0, 0]
  const start = performance.now()
  while (sent < order.messages) {
    const due =
      order.perSecond === 0
        ? order.messages
        : Math.min(order.messages, Math.floor(((performance.now() - start) / 1000) * order.perSecond))
    while (sent < due && sent - confirmed < WINDOW) send()
    await sleep(order.perSecond === 0 ? 0 : STEP_MS)
  }
  await channel.waitForConfirms()
  process.stdout.write(`${JSON.stringify({ confirmed, milliseconds: performance.now() - start })}\n`)
}
