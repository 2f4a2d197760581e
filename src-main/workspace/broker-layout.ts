/** What a workspace's RabbitMQ must hold for the console: looked at, and completed, without opening the workspace. */
import { CastellanError } from '../../src-preload/contract/errors.ts'
import { completeLayout, type Layout, lookAtLayout } from '../broker/rabbitmq/layout/index.ts'
import { WORK_QUEUES } from '../events/index.ts'
import { brokerUrl } from './broker.ts'
import { dataDirectory, requireWorkspace } from './directory.ts'
import { keychainOf } from './keychain.ts'

export interface BrokerLayout extends Layout {
  readonly workspace: string
}
export interface BrokerLayoutOptions {
  readonly workspace: string
  /** Where the management interface answers, when not on its usual port of the same host. */
  readonly management?: string
  readonly dataDir?: string
}

/**
 * `look` changes nothing; `complete` makes what is missing. Throws `WRONG_STATE` for a workspace without a broker,
 * `UNAVAILABLE` where the broker cannot be reached.
 */
export async function brokerLayout(
  action: 'look' | 'complete',
  { workspace, management, dataDir = dataDirectory() }: BrokerLayoutOptions,
): Promise<BrokerLayout> {
  const settings = requireWorkspace(dataDir, workspace)
  if (settings.broker !== 'rabbitmq')
    throw new CastellanError(
      'WRONG_STATE',
      `The workspace ${workspace} has no broker. Add it with --amqp to give it one.`,
      { state: 'no broker', allowed: ['rabbitmq'] },
    )
  const url = await brokerUrl(settings, await keychainOf(dataDir))
  const options = { url, queues: WORK_QUEUES, ...(management ? { management } : {}) }
  return { workspace, ...(await (action === 'look' ? lookAtLayout(options) : completeLayout(options))) }
}
