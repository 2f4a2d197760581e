/** The composition root: opens a workspace, wires its parts by plain constructors, closes them in reverse. */
import { randomUUID } from 'node:crypto'
import { v7 } from 'uuid'
import { CastellanError } from '../../src-preload/contract/errors.ts'
import { type Api, createApi } from '../api/index.ts'
import type { Broker } from '../broker/index.ts'
import { openDns, readServers } from '../enrollment/index.ts'
import type { Flow } from '../events/flow/index.ts'
import type { Keychain } from '../identity/index.ts'
import { type Adapter, Store, type StoreSettings } from '../store/index.ts'
import { COLLECTIONS } from '../store/records/index.ts'
import { openSqlite } from '../store/sqlite/index.ts'
import { brokerOf } from './broker.ts'
import {
  changeWorkspaces,
  dataDirectory,
  readWorkspaces,
  SAMPLE,
  type WorkspaceSettings,
} from './directory.ts'
import { flowOf } from './flow.ts'
import { healthOf } from './health.ts'
import { keychainOf } from './keychain.ts'
import { fileOf, keyOf, removeFile } from './local.ts'
import { logCall, logDefect } from './log.ts'
import { Opened } from './opened.ts'
import { fillSample } from './sample/fill.ts'
import { SAMPLE_PEOPLE, SAMPLE_PERSON } from './sample/material.ts'
import { sampleDns } from './sample/zone.ts'
import { secret } from './secret.ts'
import { BusyTuesday } from './simulator/index.ts'
import { VERSION } from './version.ts'
import { workspacesOf } from './workspaces.ts'

export interface Workspace {
  readonly name: string
  readonly kind: 'local' | 'connected'
  readonly sample: boolean
  /** Address of the person who is signed in on this machine. */
  readonly person: string
  readonly api: Api
  readonly store: Store
  readonly broker: Broker
  /** What moves the workspace's events in this process; null where it was opened without. */
  readonly flow: Flow | null
  close(): Promise<void>
}
export interface OpenOptions {
  readonly name: string
  /** Restores the sample as it was; refused for any other workspace. */
  readonly reset?: boolean
  readonly dataDir?: string
  /**
   * Publishes the workspace's events, consumes those of others and does what is due at times, if no other process of
   * the workspace does. For windows and the agent; the default is not to.
   */
  readonly relay?: boolean
}

/** Opens a workspace by name; the sample is made when it is not there yet. Throws `NOT_FOUND` for an unknown name. */
export async function openWorkspace(options: OpenOptions): Promise<Workspace> {
  const opened = new Opened()
  try {
    return await open(options, opened)
  } catch (error) {
    // The failure is what the person is told; one of closing after it would only hide it.
    await opened.close().catch((later: unknown) => logDefect(randomUUID(), 'workspace', later))
    throw error
  }
}

async function open(options: OpenOptions, opened: Opened): Promise<Workspace> {
  const dir = options.dataDir ?? dataDirectory()
  const settings = settingsOf(dir, options)
  const sample = settings.name === SAMPLE
  // Before the list is written: a folder that has one already had secrets before it had a keychain of its own.
  const keychain = await keychainOf(dir)
  if (sample && !readWorkspaces(dir).some((w) => w.name === SAMPLE))
    await changeWorkspaces(dir, (list) => [...list.filter((w) => w.name !== SAMPLE), settings])
  if (options.reset) removeFile(fileOf(dir, settings.name))
  const cursorKey = Buffer.from(await secret(dir, keychain, `${settings.name}/cursor`), 'hex')
  const openBroker = await brokerOf(settings, keychain)
  const adapter = await adapterOf(dir, settings, keychain)
  opened.add(() => adapter.close())
  await adapter.prepare(COLLECTIONS)
  const environment: StoreSettings = { cursorKey, now: () => new Date(), newId: () => v7() }
  const store = new Store(adapter, environment)
  if (sample) await fillSample(adapter, cursorKey)
  const resolver = openDns(serversOf(settings))
  const dns = sample ? sampleDns(store, resolver) : resolver
  const facts = {
    name: settings.name,
    kind: settings.kind,
    sample,
    samplePeople: sample ? SAMPLE_PEOPLE : [],
  }
  const broker = openBroker()
  opened.add(() => broker.close())
  const flow = options.relay === true ? flowOf(store, broker, dns) : null
  opened.add(() => flow?.stop())
  const defect = (error: unknown): void => logDefect(randomUUID(), 'simulator', error)
  const simulator = sample ? new BusyTuesday({ store, broker, defect }) : undefined
  const api = await createApi({
    store,
    workspace: facts,
    version: VERSION,
    broker,
    ...(simulator ? { simulator } : {}),
    health: healthOf(store, broker),
    flow,
    ports: { workspaces: workspacesOf(dir, keychain) },
    dns,
    logDefect,
    logCall,
  })
  opened.add(() => api.stop())
  opened.add(() => simulator?.stop())
  await flow?.start()
  const { name, kind, person } = settings
  return { name, kind, sample, person, api, store, broker, flow, close: () => opened.close() }
}

/** `CASTELLAN_DNS` overrules what the workspace says; neither: the system's resolver. */
function serversOf({ dns = [] }: WorkspaceSettings): readonly string[] {
  return readServers(process.env['CASTELLAN_DNS'] ?? dns.join(','))
}

/** What the list says of it, or the sample, which is opened before it is listed. */
function settingsOf(dir: string, { name, reset }: OpenOptions): WorkspaceSettings {
  const known = readWorkspaces(dir)
  const found = known.find((w) => w.name === name)
  if (reset && name !== SAMPLE)
    throw new CastellanError('BAD_INPUT', 'Only the sample workspace can be reset.', {
      issues: [{ field: 'reset', message: 'is for the sample only' }],
    })
  if (found) return found
  if (name !== SAMPLE)
    throw new CastellanError(
      'NOT_FOUND',
      `There is no workspace ${name}. There are: ${[...new Set([SAMPLE, ...known.map((w) => w.name)])].join(', ')}.`,
      { type: 'workspace' },
    )
  return { name: SAMPLE, kind: 'local', person: SAMPLE_PERSON }
}

async function adapterOf(dir: string, settings: WorkspaceSettings, keychain: Keychain): Promise<Adapter> {
  if (settings.kind === 'connected') {
    const uri = await keychain.get(`${settings.name}/mongodb`)
    if (!uri)
      throw new CastellanError(
        'UNAVAILABLE',
        `The address of ${settings.name} is not in the keychain; add the workspace again.`,
        { what: 'keychain' },
      )
    // A workspace of this machine alone starts without the driver.
    const { openMongo } = await import('../store/mongodb/index.ts')
    return openMongo({ uri, database: settings.database ?? 'castellan' })
  }
  const key = await keyOf(dir, keychain, settings.name)
  return openSqlite({ file: fileOf(dir, settings.name), key })
}
