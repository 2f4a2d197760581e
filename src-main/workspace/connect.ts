/** Adding a connected workspace: checks that the database answers, founds the platform where it is empty. */
import { v7 } from 'uuid'
import { badInput, CastellanError } from '../../src-preload/contract/errors.ts'
import { ISSUES } from '../../src-preload/contract/issues.ts'
import { email } from '../../src-preload/contract/shared.ts'
import { readServers } from '../enrollment/index.ts'
import { Across } from '../store/across/index.ts'
import { Store } from '../store/index.ts'
import { COLLECTIONS } from '../store/records/index.ts'
import { requireBrokerUrl } from './broker.ts'
import {
  changeWorkspaces,
  dataDirectory,
  readWorkspaces,
  requireName,
  requireWorkspace,
  SAMPLE,
  type WorkspaceSettings,
} from './directory.ts'
import { foundPlatform, inUnit } from './founding.ts'
import { keychainOf } from './keychain.ts'
import { fileOf, holdsData } from './local.ts'
import { secret } from './secret.ts'

export interface AddOptions {
  readonly name: string
  /** The connection string; it goes to the keychain and nowhere else. */
  readonly mongodb: string
  readonly database?: string
  /** RabbitMQ's address; it goes to the keychain and nowhere else. Without it events stay in this process. */
  readonly amqp?: string
  /** Who works here; the first operator of an empty database. */
  readonly operator?: string
  /** Name servers for domain claims, `ip` or `ip:port`, with commas between; absent: the system's. */
  readonly dns?: string
  /** The guided flow that connects it. */
  readonly flow?: string
  readonly dataDir?: string
}

export async function addWorkspace(options: AddOptions): Promise<WorkspaceSettings> {
  const dir = options.dataDir ?? dataDirectory()
  const name = requireName(options.name)
  if (name === SAMPLE || readWorkspaces(dir).some((w) => w.name === name))
    throw new CastellanError('CONFLICT', `There is a workspace ${name} already.`, { field: 'name' })
  const amqp = options.amqp === undefined ? undefined : requireBrokerUrl(options.amqp)
  const person = requireAddress(options.operator ?? `operator@${name}.example`)
  const dns = options.dns === undefined ? undefined : readServers(options.dns)
  const keychain = await keychainOf(dir)
  const database = options.database ?? `castellan_${name.replaceAll('-', '_')}`
  const cursorKey = Buffer.from(await secret(dir, keychain, `${name}/cursor`), 'hex')
  const { openMongo } = await import('../store/mongodb/index.ts')
  const adapter = await openMongo({ uri: options.mongodb, database })
  try {
    await adapter.prepare(COLLECTIONS)
    const store = new Store(adapter, { cursorKey, now: () => new Date(), newId: () => v7() })
    await foundWhereEmpty(store, person)
    if (!(await new Across(store).userByEmail(person)))
      throw new CastellanError(
        'NOT_FOUND',
        `Nobody with the address ${person} is known there. Name yourself with --operator.`,
        { type: 'user' },
      )
  } finally {
    await adapter.close()
  }
  await keychain.set(`${name}/mongodb`, options.mongodb)
  if (amqp) await keychain.set(`${name}/amqp`, amqp)
  const settings: WorkspaceSettings = {
    name,
    kind: 'connected',
    database,
    person,
    dns,
    ...(amqp ? { broker: 'rabbitmq' } : {}),
    ...(options.flow === undefined ? {} : { flow: options.flow }),
  }
  await changeWorkspaces(dir, (list) => [...list, settings])
  return settings
}

/** Founds the platform, unless it is there already or somebody founds it in the same moment. */
async function foundWhereEmpty(store: Store, person: string): Promise<void> {
  const isThere = async (): Promise<boolean> =>
    (await new Across(store).organizationBySlug('platform')) !== undefined
  if (await isThere()) return
  try {
    await inUnit(store, (work) => foundPlatform(work, person, nameOf(person)))
  } catch (error) {
    if (!(await isThere())) throw error
  }
}

function requireAddress(operator: string): string {
  const parsed = email.safeParse(operator)
  if (!parsed.success) throw badInput('operator', ISSUES.email)
  return parsed.data
}

/** `ada.marsh@x` → `Ada Marsh`. */
const nameOf = (email: string): string =>
  (email.split('@')[0] ?? '')
    .split(/[._-]+/)
    .filter(Boolean)
    .map((w) => w.charAt(0).toUpperCase() + w.slice(1))
    .join(' ') || email

export function listWorkspaces(dataDir = dataDirectory()): WorkspaceSettings[] {
  return readWorkspaces(dataDir)
}

/**
 * Forgets a workspace and its secrets on this machine; the database keeps its data. Throws `WRONG_STATE` for one whose
 * data is on this machine: its file is opened by its key alone.
 */
export async function removeWorkspace(name: string, dataDir = dataDirectory()): Promise<void> {
  const { kind } = requireWorkspace(dataDir, name)
  const file = fileOf(dataDir, name)
  if (kind === 'local' && holdsData(file))
    throw new CastellanError(
      'WRONG_STATE',
      `The data of the workspace ${name} is on this machine, in a file that nothing could open any more. ` +
        `Restore the sample with --reset; whoever wants it gone deletes ${file} first.`,
      { state: 'local', allowed: ['connected'] },
    )
  const keychain = await keychainOf(dataDir)
  for (const account of ['mongodb', 'amqp', 'cursor', 'store']) await keychain.delete(`${name}/${account}`)
  await changeWorkspaces(dataDir, (list) => list.filter((w) => w.name !== name))
}
