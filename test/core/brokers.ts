/** Both brokers for tests that watch what passes: the one in memory, and RabbitMQ where the machine has it. */
import { afterAll } from 'vitest'
import { openInProcessBroker } from '../../src-main/broker/in-process/index.ts'
import type { Broker, WorkQueue } from '../../src-main/broker/index.ts'
import { openRabbitBroker } from '../../src-main/broker/rabbitmq/index.ts'
import { managedRabbit, openVirtualHost } from '../servers/index.ts'

export interface BrokerKind {
  readonly broker: Broker['kind']
  /** Opens one that is up. */
  readonly open: (queues?: readonly WorkQueue[]) => Promise<Broker>
}

/** In a virtual host of the file's own: what passes elsewhere would be watched too. It is removed after the file's tests. */
export async function brokers(): Promise<readonly BrokerKind[]> {
  const inProcess: BrokerKind = {
    broker: 'in-process',
    open: async (queues = []) => openInProcessBroker({ queues }),
  }
  const node = await managedRabbit()
  if (!node) return [inProcess]
  const host = await openVirtualHost(node)
  const { url } = host
  afterAll(async () => {
    await host.remove()
    await node.stop()
  })
  const open: BrokerKind['open'] = async (queues = []) => {
    const broker = openRabbitBroker({ url, workspace: 'test', queues })
    while (broker.state().state !== 'up') await new Promise((resolve) => setTimeout(resolve, 10))
    return broker
  }
  return [inProcess, { broker: 'rabbitmq', open }]
}
