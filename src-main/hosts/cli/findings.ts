import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Broker } from '../../broker/index.ts'
import type { Keychain } from '../../identity/index.ts'
import { dataDirectory, keychainOf, listWorkspaces, openWorkspace, SAMPLE } from '../../workspace/index.ts'
import { ROOT } from '../built.ts'
import { browserCommand, displayState, findElectron } from '../machine/index.ts'

export interface Finding {
  readonly what: string
  readonly state: 'ok' | 'missing' | 'broken'
  /** Whether the console cannot be used without it. */
  readonly needed: boolean
  readonly note: string
}

const OLDEST_NODE = 24
const because = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** The doctor's questions in the order of asking. @param workspace the one to be opened */
export const checks = (workspace: string): readonly (() => Finding | Promise<Finding | Finding[]>)[] => [
  node,
  electron,
  display,
  browser,
  dataFolder,
  keyring,
  () => database(workspace),
]

function node(): Finding {
  const ok = Number(process.versions.node.split('.')[0]) >= OLDEST_NODE
  return {
    what: 'Node',
    state: ok ? 'ok' : 'broken',
    needed: true,
    note: ok
      ? process.versions.node
      : `${process.versions.node}; start it through npm, which brings Node ${OLDEST_NODE}`,
  }
}

function electron(): Finding {
  const runtime = findElectron(ROOT)
  return runtime
    ? { what: 'Electron', state: 'ok', needed: false, note: `${runtime.version} (${runtime.from})` }
    : { what: 'Electron', state: 'missing', needed: false, note: 'the console opens in the browser instead' }
}

function display(): Finding {
  const state = displayState()
  return state.there
    ? { what: 'display', state: 'ok', needed: false, note: '' }
    : {
        what: 'display',
        state: 'missing',
        needed: false,
        note: `${state.because}; npm start prints an address`,
      }
}

function browser(): Finding {
  const found = browserCommand('about:blank')
  return found
    ? { what: 'browser', state: 'ok', needed: false, note: found.command }
    : {
        what: 'browser',
        state: 'missing',
        needed: false,
        note: 'no command opens one; npm start prints an address',
      }
}

function dataFolder(): Finding {
  const folder = dataDirectory()
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.W_OK)
    return { what: 'data folder', state: 'ok', needed: true, note: folder }
  } catch (error) {
    return { what: 'data folder', state: 'broken', needed: true, note: because(error) }
  }
}

async function keyring(): Promise<Finding> {
  const broken = { what: 'keyring', state: 'broken', needed: true } as const
  let keychain: Keychain
  try {
    keychain = await keychainOf(dataDirectory())
  } catch (error) {
    return { ...broken, note: because(error) }
  }
  try {
    // What the system's keyring does not hold is looked for in the file.
    await keychain.get('probe')
  } catch {
    // The reason is left out: a parser quotes what it read.
    return {
      ...broken,
      note: 'secrets.json in the data folder cannot be read, and no workspace opens without',
    }
  }
  return keychain.kind === 'keyring'
    ? { what: 'keyring', state: 'ok', needed: false, note: "the system's" }
    : {
        what: 'keyring',
        state: 'missing',
        needed: false,
        note: 'secrets are in secrets.json in the data folder, readable by you alone',
      }
}

async function database(name: string): Promise<Finding | Finding[]> {
  const what = `workspace ${name}`
  try {
    const known = listWorkspaces().find((w) => w.name === name)
    if (name === SAMPLE && !existsSync(join(dataDirectory(), `${SAMPLE}.db`)))
      return { what, state: 'ok', needed: true, note: 'made at the first start' }
    const opened = await openWorkspace({ name })
    try {
      const session = await opened.api.newSession({ host: 'cli', as: opened.person })
      const health = await opened.api.call(session, ['health', 'check'], undefined)
      const note = `${known?.kind ?? 'local'}; ${inWords(health)}`
      return [{ what, state: 'ok', needed: true, note }, await broker(opened.broker)]
    } finally {
      await opened.close()
    }
  } catch (error) {
    return { what, state: 'broken', needed: true, note: because(error) }
  }
}

/** The console works without its broker: events wait in the outbox until it is there. */
async function broker(one: Broker): Promise<Finding> {
  const what = 'message broker'
  if (one.kind === 'in-process')
    return {
      what,
      state: 'ok',
      needed: false,
      note: 'none in this workspace; events reach this console only',
    }
  const { state, server, reason } = await one.tried()
  if (state === 'up') return { what, state: 'ok', needed: false, note: server }
  const so = state === 'blocked' ? 'takes nothing for now' : 'does not answer'
  return { what, state: 'broken', needed: false, note: `${server} ${so}: ${reason}` }
}

const inFigures = (told: unknown): string =>
  typeof told === 'number' ? `${told.toPrecision(2)} ms` : String(told)

function inWords(health: unknown): string {
  const database =
    typeof health === 'object' && health !== null && 'database' in health ? health.database : null
  return database === null
    ? 'opens'
    : Object.values(database as object)
        .map(inFigures)
        .join(', ')
}
