import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyChain } from '../../src-main/audit/index.ts'
import { EVERYTHING } from '../../src-main/store/index.ts'
import {
  auditRecords,
  COLLECTIONS,
  heads,
  organizations,
  outbox,
} from '../../src-main/store/records/index.ts'
import { eraseEnded } from '../../src-main/tenancy/index.ts'
import { CastellanError } from '../../src-preload/contract/errors.ts'
import { thisMachine } from '../isolation/world/machine.ts'
import { Side } from '../isolation/world/side.ts'
import { openWorld, STORES, type World } from './world.ts'

const DAY = 86_400_000
const STAYS = ['organizations', 'heads', 'auditRecords', 'outbox']
const reason = 'we are done here'
const never = new AbortController().signal

describe.each(STORES)('the end of a grace period on %s', (kind) => {
  let w: World
  let machine: Awaited<ReturnType<typeof thisMachine>>
  beforeAll(async () => {
    machine = await thisMachine()
    w = await openWorld(kind, { ports: { workspaces: machine.workspaces } })
  })
  afterAll(async () => {
    expect(w.defects).toEqual([])
    await w.close()
    machine.remove()
  })

  let sides = 0
  const newSide = async (): Promise<Side> => {
    sides += 1
    const mark = `otter${sides}`
    const admin = { email: `${mark}-admin@${mark}.example`, name: `${mark} admin` }
    await w.ask(w.operator, 'platform.create', { name: `${mark} Ltd`, slug: `${mark}-ltd`, admin })
    const side = new Side(w.api, await w.as(admin.email, `${mark}-ltd`), mark, `${mark}-ltd`)
    await side.populate()
    return side
  }
  const idOf = (side: Side): string => side.admin.orgId ?? ''
  const close = async (side: Side): Promise<void> => {
    const { version } = await w.ask<{ version: number }>(w.operator, 'platform.get', { id: idOf(side) })
    await w.ask(w.operator, 'platform.close', { id: idOf(side), version, reason })
  }
  const left = async (orgId: string): Promise<string[]> => {
    const names: string[] = []
    for (const spec of COLLECTIONS)
      if ((await w.tenant(orgId).collection(spec).count()) > 0) names.push(spec.name)
    return names
  }
  const record = async (orgId: string) => w.tenant(orgId).collection(organizations).get(orgId)

  /** MongoDB holds for a minute what a killed process was writing; until then whoever erases is told to try again. */
  const eraseInTheEnd = async (): Promise<number> => {
    for (;;)
      try {
        return await eraseEnded(w.store, never)
      } catch (error) {
        if (!(error instanceof CastellanError && error.code === 'UNAVAILABLE')) throw error
        await pause(1_000)
      }
  }

  it('before the period has ended nothing is erased, and it can be turned back', async () => {
    const side = await newSide()
    await close(side)
    const before = await left(idOf(side))
    w.wait(29 * DAY)
    expect(await eraseEnded(w.store, never)).toBe(0)
    w.wait(-29 * DAY)
    expect(await left(idOf(side))).toEqual(before)
    const { version } = await w.ask<{ version: number }>(w.operator, 'platform.get', { id: idOf(side) })
    await w.ask(w.operator, 'platform.restore', { id: idOf(side), version, reason })
  })

  it('then all is erased but the name, the trail and what still travels; nobody is a member any more', async () => {
    const side = await newSide()
    const id = idOf(side)
    const other = await newSide()
    const kept = await left(idOf(other))
    await close(side)
    w.wait(31 * DAY)
    expect(await eraseEnded(w.store, never)).toBe(1)
    w.wait(-31 * DAY)
    expect((await left(id)).sort()).toEqual([...STAYS].sort())
    expect(await record(id)).toMatchObject({ state: 'closed', erasure: 'done', name: 'otter2 Ltd' })
    expect(await left(idOf(other))).toEqual(kept)
    // The people are still themselves, elsewhere.
    expect(await w.as(side.email('member'), `personal-x`).catch((e: Error) => e.message)).toMatch(/no such/)
    expect(await w.api.newSession({ host: 'test', as: side.email('member') })).toMatchObject({})
    expect(await w.code(side.admin, 'members.list', {})).toBe('UNAUTHENTICATED')
    const seen = await w.ask<object>(w.operator, 'platform.get', { id })
    expect(seen).toMatchObject({ name: 'otter2 Ltd', state: 'closed', members: 0 })
    const events = w.tenant(id).collection(outbox)
    const [last] = (await events.list({ sort: { field: 'id', direction: 'desc' }, limit: 1 })).items
    expect(last?.type).toBe('organization.closed')
  })

  it('done again it does nothing, and there is no way back', async () => {
    w.wait(31 * DAY)
    expect(await eraseEnded(w.store, never)).toBe(0)
    w.wait(-31 * DAY)
    const closed = await w.ask<{ items: { id: string; version: number }[] }>(w.operator, 'platform.list', {
      state: ['closed'],
    })
    const target = { id: closed.items[0]?.id, version: closed.items[0]?.version, reason }
    expect(await w.code(w.operator, 'platform.restore', target)).toBe('WRONG_STATE')
  })

  it('a personal space is never erased', async () => {
    const personal = await w.api.newSession({ host: 'test', as: 'ada@acme.example' })
    const spaces = await w.ask<{ orgId: string; kind: string }[]>(personal, 'session.contexts')
    const space = spaces.find((s) => s.kind === 'personal')?.orgId ?? ''
    const current = await record(space)
    if (!current) throw new Error('There is no personal space.')
    const erasedAt = '2020-01-01T00:00:00.000Z'
    const ended = { state: 'closing', erasedAt } as const
    const changed = await w.tenant(space).collection(organizations).update(current, ended)
    expect(await eraseEnded(w.store, never)).toBe(0)
    expect(await left(space)).toContain('members')
    await w.tenant(space).collection(organizations).update(changed, { state: 'active', erasedAt: null })
  })

  it('killed in the middle it goes on where it was, and the trail is whole', async () => {
    const side = await newSide()
    const id = idOf(side)
    await close(side)
    const child = spawn(
      process.execPath,
      [resolve(import.meta.dirname, 'erase-and-die.ts'), JSON.stringify(w.address), String(31 * DAY)],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    // It tells of its first steps, and is killed among the next ones.
    for await (const chunk of child.stdout) if (String(chunk).includes('step 3')) child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    expect(child.signalCode).toBe('SIGKILL')
    expect(await record(id)).toMatchObject({ state: 'closed', erasure: 'running' })
    expect((await left(id)).length).toBeGreaterThan(STAYS.length)
    w.wait(31 * DAY)
    expect(await eraseInTheEnd()).toBe(1)
    w.wait(-31 * DAY)
    expect((await left(id)).sort()).toEqual([...STAYS].sort())
    const events = w.tenant(id).collection(outbox)
    const types = (await events.list({ limit: 500 })).items.map((e) => e.type)
    expect(types.filter((t) => t === 'organization.closed')).toHaveLength(1)
    const head = await w.tenant(id).collection(heads).require(id, 'trail')
    const trail = w.tenant(id).collection(auditRecords)
    const chain = await verifyChain(trail.each(EVERYTHING, { field: 'sequence', direction: 'asc' }), head)
    expect(chain).toMatchObject({ intact: true })
  })
})
