import { connect } from 'amqplib'
import { afterAll, describe, it } from 'vitest'
import { openRabbitBroker } from '../../src-main/broker/rabbitmq/index.ts'
import { type RabbitServer, startRabbit } from '../servers/index.ts'
import { madeQueues, untilUp } from './broker/cases.ts'
import { brokerSuite } from './broker-suite.ts'

const shared = process.env['CASTELLAN_TEST_AMQP']
const own: RabbitServer | undefined = shared ? undefined : await startRabbit()
const url = shared ?? own?.url

if (url) {
  afterAll(async () => {
    // Queues outlive a connection; deleting one that is not there is no error.
    const connection = await connect(url)
    const channel = await connection.createChannel()
    const suffixes = [
      '',
      '.dead',
      '.retry.20ms',
      '.retry.60ms',
      '.retry.5s',
      '.retry.30s',
      '.retry.120s',
      '.retry.600s',
    ]
    for (const name of madeQueues) for (const suffix of suffixes) await channel.deleteQueue(name + suffix)
    await connection.close()
    await own?.stop()
  })
  brokerSuite({
    name: 'rabbitmq',
    open: async (options) => {
      const broker = openRabbitBroker({ url, workspace: 'test', ...options })
      await untilUp(broker)
      return broker
    },
  })
} else describe.skip('broker contract: rabbitmq', () => it('needs a RabbitMQ', () => undefined))
