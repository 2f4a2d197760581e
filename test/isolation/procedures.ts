/**
 * Calls every procedure of the contract as every role of organization A, with honest inputs and with
 * everything of organization B that could be smuggled in, and watches for B's mark in whatever comes out.
 */
import { randomBytes } from 'node:crypto'
import { v7 } from 'uuid'
import { type Api, createApi, type Session } from '../../src-main/api/index.ts'
import { Across } from '../../src-main/store/across/index.ts'
import type { Adapter } from '../../src-main/store/adapter.ts'
import { Store } from '../../src-main/store/index.ts'
import { foundPlatform, inUnit } from '../../src-main/workspace/founding.ts'
import { challengeName } from '../../src-preload/contract/domains.ts'
import { CastellanError } from '../../src-preload/contract/errors.ts'
import { CANARY, carriesCanary, textOf } from './canary.ts'
import { contentHash } from './world/content.ts'
import { DOOMED, keepFlowing, openFlow, prepareFlow } from './world/flow.ts'
import { INPUTS, LAST, LISTS } from './world/inputs.ts'
import { thisMachine } from './world/machine.ts'
import { Side } from './world/side.ts'
import { extended, mixed, smuggled } from './world/variants.ts'

export interface Report {
  readonly procedures: number
  readonly calls: number
  readonly leaks: readonly string[]
}

const MARK = 'aardvark'

export async function tryProcedures(adapter: Adapter): Promise<Report> {
  const leaks: string[] = []
  const store = new Store(adapter, { cursorKey: randomBytes(32), now: () => new Date(), newId: () => v7() })
  await inUnit(store, (work) => foundPlatform(work, 'operator@platform.example', 'Operator'))
  const machine = await thisMachine()
  const broker = await openFlow()
  const api = await createApi({
    store,
    broker,
    ports: { workspaces: machine.workspaces },
    workspace: { name: 'isolation', kind: 'local', sample: false, samplePeople: [] },
    version: '0',
    health: { check: () => ({ database: up, broker: up, version: '0' }) },
    dns: { txt: async () => ({ kind: 'none' }) },
    logDefect: (id, procedure, error) =>
      leaks.push(`${procedure}: a defect instead of a typed error (${id}): ${String(error).slice(0, 300)}`),
  })
  const operator = await api.newSession({ host: 'isolation', as: 'operator@platform.example' })
  const a = await found(api, operator, MARK)
  const b = await found(api, operator, CANARY)
  await a.populate()
  await b.populate()
  for (const side of [a, b]) await prepareFlow(broker, side)
  const lettersOfB = async (): Promise<string> => textOf(await b.ask('events.browse', { queue: DOOMED.name }))
  const letters = await lettersOfB()
  const before = await contentHash(adapter, b.admin.orgId ?? '')
  const stopFlowing = keepFlowing(broker, a, b)
  const calls = await attack(api, store, a, b, leaks)
  stopFlowing()
  if ((await lettersOfB()) !== letters) leaks.push('The dead letters of organization B were touched.')
  const after = await contentHash(adapter, b.admin.orgId ?? '')
  if (before !== after) leaks.push('The content of organization B was changed.')
  await api.stop()
  machine.remove()
  await broker.close()
  return { procedures: api.procedures().length, calls, leaks }
}

const up = { state: 'up' as const, server: 'x', milliseconds: 1 }

async function found(api: Api, operator: Session, mark: string): Promise<Side> {
  const admin = `${mark}-admin@${mark}.example`
  await api.call(operator, ['platform', 'create'], {
    name: `${mark} Ltd`,
    slug: `${mark}-ltd`,
    admin: { email: admin, name: `${mark} admin` },
  })
  return new Side(
    api,
    await api.newSession({ host: 'isolation', as: admin, org: `${mark}-ltd` }),
    mark,
    `${mark}-ltd`,
  )
}

async function attack(api: Api, store: Store, a: Side, b: Side, leaks: string[]): Promise<number> {
  let calls = 0
  const names = api.procedures().map((p) => p.path)
  for (const name of names)
    if (!INPUTS[name]) leaks.push(`${name}: has no input in test/isolation/world/inputs.ts`)
  const ordered = [...names.filter((n) => !LAST.includes(n)), ...LAST.filter((n) => names.includes(n))]
  const idsOfB = await foreignIds(store, b)
  const typed = new Set<string>()
  for (const role of ['viewer', 'custom', 'member', 'suspended', 'outsider', 'admin']) {
    const session = await sessionOf(api, a, role)
    const signals = listen(session)
    for (const name of ordered) {
      // Ends with the organization closing; once is enough, and only for the one who may.
      if (name === 'organizations.close' && role !== 'admin') continue
      const make = INPUTS[name]
      if (!make) continue
      for (const input of await variantsOf(name, make, a, b, role)) {
        calls += 1
        const answer = await outcome(api, session, name, input)
        for (const word of markedWords(input)) typed.add(word)
        const foreign = markedWords(answer).find((word) => !typed.has(word))
        if (foreign)
          leaks.push(
            `${name} as ${role}: B's ${foreign} in ${textOf(answer).slice(0, 300)} for ${textOf(input).slice(0, 200)}`,
          )
        const given = textOf(input)
        const told = idsOfB.find((id) => textOf(answer).includes(id) && !given.includes(id))
        if (told)
          leaks.push(
            `${name} as ${role}: an id of B (${told}) in ${textOf(answer).slice(0, 2000)} for ${textOf(input)}`,
          )
        await restore(api, session, a, role)
      }
    }
    if (carriesCanary(await signals())) leaks.push(`session.watch as ${role}: B's text in a signal`)
  }
  return calls
}

/** What B's people and things are called by machines. */
async function foreignIds(store: Store, b: Side): Promise<string[]> {
  const page = await b.ask<{ items: { id: string; userId: string }[] }>('members.list', { limit: 500 })
  const teams = await b.ask<{ items: { id: string }[] }>('teams.list', {})
  const resources = await b.ask<{ items: { id: string }[] }>('resources.list', { kind: 'chatbot' })
  const organization = await new Across(store).organizationBySlug(b.slug)
  return [
    organization?.id ?? '',
    ...page.items.flatMap((m) => [m.id, m.userId]),
    ...teams.items.map((t) => t.id),
    ...resources.items.map((r) => r.id),
  ]
}

/** The words that carry B's mark. What A's people typed themselves is theirs to read; any other is B's own. */
const markedWords = (value: unknown): string[] =>
  textOf(value)
    // The name of a record to publish is made from the domain that was typed.
    .replaceAll(challengeName(''), '')
    .replaceAll(/\\[nrtbf]/g, ' ')
    .toLowerCase()
    .match(new RegExp(`[\\w.@-]*${CANARY}[\\w@-]*`, 'g')) ?? []

async function variantsOf(
  name: string,
  make: (s: Side) => Promise<unknown>,
  a: Side,
  b: Side,
  role: string,
): Promise<unknown[]> {
  const ours = await make(a)
  const theirs = await make(b)
  const attacks = [theirs, ...mixed(ours, theirs), ...extended(ours, b.admin.orgId ?? '')]
  const list = LISTS[name]
  if (list) {
    const theirCursor = await b.cursor(name, list)
    const ourCursor = await a.cursor(name, list)
    for (const cursor of [theirCursor, `${ourCursor?.slice(0, -2)}xx`, 'e30.e30', ''].filter(
      (c) => c !== null,
    ))
      attacks.push({ ...list, cursor })
  }
  if (role === 'admin') attacks.push(...smuggled(ours))
  // The honest call comes last: it may change what the others aim at.
  return [...attacks, ours]
}

async function sessionOf(api: Api, a: Side, role: string): Promise<Session> {
  if (role === 'admin') return api.newSession({ host: 'isolation', as: a.email('second-admin'), org: a.slug })
  if (role === 'outsider') return api.newSession({ host: 'isolation' })
  const session = await api.newSession({ host: 'isolation', as: a.email(role), org: a.slug })
  if (role === 'suspended') {
    const target = await a.member('suspended')
    await a.ask('members.suspend', { id: target.id, version: target.version, reason: 'isolation suite' })
  }
  return session
}

/** Puts a session back into A after a call that switched or ended it, so that the next call is of A again. */
async function restore(api: Api, session: Session, a: Side, role: string): Promise<void> {
  if (role === 'outsider' || role === 'suspended' || session.orgId === a.admin.orgId) return
  const again = await sessionOf(api, a, role).catch(() => undefined)
  if (!again) return
  session.user = again.user
  session.enter(again.orgId)
  api.endSession(again)
}

/** What a call gives: its answer, the first items of its stream, or its typed error. */
async function outcome(api: Api, session: Session, name: string, input: unknown): Promise<unknown> {
  const stop = new AbortController()
  try {
    const answer = await api.call(session, name.split('.'), input, stop.signal)
    if (typeof answer !== 'object' || answer === null || !(Symbol.asyncIterator in answer)) return answer
    return await firstOf(answer as AsyncIterable<unknown>, stop)
  } catch (error) {
    if (error instanceof CastellanError) return { code: error.code, message: error.message, data: error.data }
    return { untyped: String(error) }
  }
}

async function firstOf(stream: AsyncIterable<unknown>, stop: AbortController): Promise<unknown[]> {
  const items: unknown[] = []
  const timer = setTimeout(() => stop.abort(), 50)
  try {
    for await (const item of stream) {
      items.push(item)
      if (items.length >= 5) break
    }
  } catch (error) {
    items.push(error instanceof CastellanError ? { code: error.code, message: error.message } : {})
  } finally {
    clearTimeout(timer)
    stop.abort()
  }
  return items
}

/** Collects the session's signals; the returned function ends the listening and gives them. */
function listen(session: Session): () => Promise<unknown[]> {
  const stop = new AbortController()
  const seen: unknown[] = []
  const running = (async () => {
    for await (const signal of session.signals(stop.signal)) seen.push(signal)
  })()
  return async () => {
    stop.abort()
    await running
    return seen
  }
}
