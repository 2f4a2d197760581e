import type { Message } from 'amqplib'
import { describe, expect, it } from 'vitest'
import { copyOf } from '../../../src-main/broker/rabbitmq/message.ts'

const withTime = (timestamp: number): Message => {
  const properties = { headers: {}, timestamp } as Message['properties']
  const fields = { deliveryTag: 1, redelivered: false, exchange: 'castellan.users', routingKey: 'a.b.c' }
  return { content: Buffer.from('{}'), fields, properties }
}

describe('the copy of a message for another queue', () => {
  it('has its time, unless that is one that cannot be written again', () => {
    expect(copyOf(withTime(1_790_000_000), {}).timestamp).toBe(1_790_000_000)
    expect(copyOf(withTime(2 ** 64), {})).not.toHaveProperty('timestamp')
  })
})
