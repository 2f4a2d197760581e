/** A workspace that is open here, in which an organization is administered, and in processes of its members. */
import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { z } from 'zod'
import type { Session } from '../../src-main/api/index.ts'
import {
  addWorkspace,
  openWorkspace,
  removeWorkspace,
  SAMPLE,
  type Workspace,
} from '../../src-main/workspace/index.ts'
import { dropDatabase, tempDir } from '../servers/index.ts'
import type { Member, StoreKind } from './world.ts'

const told = z.object({ what: z.enum(['open', 'ended', 'answer']), said: z.string() })
type What = z.infer<typeof told>['what']

/** A member's console in another process, which has an open monitor. */
export class Elsewhere {
  /** Whether the monitor ended, or the process did. */
  readonly ended: Promise<'ended' | 'gone'>
  readonly #child: ChildProcess
  constructor(child: ChildProcess) {
    this.#child = child
    this.ended = this.heard('ended').then((said) => (said === undefined ? 'gone' : 'ended'))
  }
  /** What it says next of this kind; undefined where the process ended instead. */
  heard(what: What): Promise<string | undefined> {
    return new Promise((resolve) => {
      this.#child.on('message', (message) => {
        const heard = told.parse(message)
        if (heard.what === what) resolve(heard.said)
      })
      this.#child.once('exit', () => resolve(undefined))
    })
  }
  /** `allowed`, or the code of the refusal. */
  call(procedure: string, input?: unknown): Promise<string | undefined> {
    const answer = this.heard('answer')
    this.#child.send({ procedure, input })
    return answer
  }
  async close(): Promise<void> {
    if (this.#child.exitCode !== null) return
    this.#child.disconnect()
    await once(this.#child, 'exit')
  }
}

const ORG = 'acme-elsewhere'
const ADMIN = { email: `ada@${ORG}.example`, name: 'Ada' }

/** Where a workspace is, and how it is forgotten with all its data. */
interface Place {
  readonly name: string
  readonly dataDir: string
  readonly operator: string
  readonly drop: () => Promise<void>
}

export class Consoles {
  readonly workspace: Workspace
  readonly #place: Place
  readonly #admin: Session
  readonly #opened: Elsewhere[] = []
  constructor(place: Place, workspace: Workspace, admin: Session) {
    this.#place = place
    this.workspace = workspace
    this.#admin = admin
  }

  /** As the organization's admin, here. */
  async ask<R = unknown>(procedure: string, input?: unknown): Promise<R> {
    return (await this.workspace.api.call(this.#admin, procedure.split('.'), input)) as R
  }
  add(name: string, access: { roleIds: readonly string[]; teamIds?: readonly string[] }): Promise<Member> {
    return this.ask('members.add', { email: `${name}@${ORG}.example`, name, ...access })
  }
  /** The member's console in a process of its own; resolves when its monitor is open. */
  async elsewhere({ email }: Member): Promise<Elsewhere> {
    const { name, dataDir } = this.#place
    const parts = JSON.stringify({ name, dataDir, as: email, org: ORG })
    const file = join(import.meta.dirname, 'console-process.ts')
    const elsewhere = new Elsewhere(fork(file, [parts], { execArgv: [] }))
    this.#opened.push(elsewhere)
    if ((await elsewhere.heard('open')) === undefined) throw new Error('The other console did not open.')
    return elsewhere
  }
  async close(): Promise<void> {
    for (const elsewhere of this.#opened) await elsewhere.close()
    await this.workspace.close()
    await this.#place.drop()
  }
}

/** The sample on SQLite, a connected workspace on the MongoDB of this run. */
export async function openConsoles(kind: StoreKind): Promise<Consoles> {
  const place = await (kind === 'sqlite' ? sample() : connected())
  const workspace = await openWorkspace(place)
  const operator = await workspace.api.newSession({ host: 'test', as: place.operator, org: 'platform' })
  await workspace.api.call(operator, ['platform', 'create'], { name: 'Acme', slug: ORG, admin: ADMIN })
  const admin = await workspace.api.newSession({ host: 'test', as: ADMIN.email, org: ORG })
  return new Consoles(place, workspace, admin)
}

async function sample(): Promise<Place> {
  const folder = tempDir('consoles')
  const operator = 'olivia.reyes@platform.example'
  return { name: SAMPLE, dataDir: folder.path, operator, drop: async () => folder.remove() }
}

async function connected(): Promise<Place> {
  const folder = tempDir('consoles')
  const mongodb = process.env['CASTELLAN_TEST_MONGODB'] ?? ''
  const name = `consoles-${randomUUID().slice(0, 8)}`
  const database = name.replaceAll('-', '_')
  const { person } = await addWorkspace({ name, mongodb, database, dataDir: folder.path })
  const drop = async (): Promise<void> => {
    await removeWorkspace(name, folder.path)
    await dropDatabase(mongodb, database)
    folder.remove()
  }
  return { name, dataDir: folder.path, operator: person, drop }
}
