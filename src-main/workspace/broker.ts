/** The broker of a workspace: RabbitMQ where its settings say so, else this process. */
import { badInput, CastellanError } from '../../src-preload/contract/errors.ts'
import { ISSUES } from '../../src-preload/contract/issues.ts'
import { openInProcessBroker } from '../broker/in-process/index.ts'
import type { Broker } from '../broker/index.ts'
import { WORK_QUEUES } from '../events/index.ts'
import type { Keychain } from '../identity/index.ts'
import type { WorkspaceSettings } from './directory.ts'

/** What opens it, without waiting: a broker that cannot be reached is `down` until it can. */
export async function brokerOf(settings: WorkspaceSettings, keychain: Keychain): Promise<() => Broker> {
  const queues = WORK_QUEUES
  if (settings.broker !== 'rabbitmq') return () => openInProcessBroker({ queues })
  const url = await brokerUrl(settings, keychain)
  const { openRabbitBroker } = await import('../broker/rabbitmq/index.ts')
  return () => openRabbitBroker({ url, workspace: settings.name, queues })
}

/** The broker's address. Throws `UNAVAILABLE` where the keychain does not have it: events must not go elsewhere then. */
export async function brokerUrl({ name }: WorkspaceSettings, keychain: Keychain): Promise<string> {
  const url = await keychain.get(`${name}/amqp`)
  if (url) return url
  throw new CastellanError(
    'UNAVAILABLE',
    `The address of ${name}'s broker is not in the keychain; add the workspace again.`,
    { what: 'keychain' },
  )
}

/** The address as it is, when it can be one. Throws `BAD_INPUT`, without quoting it: it may hold a password. */
export function requireBrokerUrl(url: string): string {
  if (!URL.canParse(url) || !['amqp:', 'amqps:'].includes(new URL(url).protocol) || !new URL(url).hostname)
    throw badInput('amqp', ISSUES.brokerAddress)
  return url
}
