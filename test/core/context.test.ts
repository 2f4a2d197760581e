import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { heads } from '../../src-main/store/records/index.ts'
import type { SessionSignal } from '../../src-preload/contract/session.ts'
import { type Member, openWorld, STORES, type World } from './world.ts'

const reason = 'because the test says so'

describe.each(STORES)('contexts on %s', (kind) => {
  let w: World
  beforeAll(async () => {
    w = await openWorld(kind)
    await w.ask(w.operator, 'platform.create', {
      name: 'Other',
      slug: 'other',
      admin: { email: 'olga@other.example', name: 'Olga' },
    })
  })
  afterAll(async () => {
    expect(w.defects).toEqual([])
    await w.close()
  })

  it('the same person is admin in one organization and viewer in another, and nothing carries over', async () => {
    const olga = await w.as('olga@other.example', 'other')
    await w.ask(olga, 'members.add', { email: 'ada@acme.example', name: 'Ada', roleIds: ['viewer'] })
    const ada = await w.as('ada@acme.example', 'acme')
    const team = await w.ask<{ id: string }>(ada, 'teams.create', { name: 'Acme team' })
    await w.ask(ada, 'session.enter', { orgId: olga.orgId })
    expect(await w.code(ada, 'teams.create', { name: 'Not here' })).toBe('FORBIDDEN')
    expect(await w.code(ada, 'teams.get', { id: team.id })).toBe('NOT_FOUND')
    await w.ask(ada, 'session.enter', { orgId: w.ada.orgId })
    await w.ask(ada, 'teams.get', { id: team.id })
  })

  it('a time zone that is none is told to whoever typed it', async () => {
    const made = { name: 'Nowhere', slug: 'nowhere', admin: { email: 'n@n.example', name: 'N' } }
    const asked = w.ask(w.operator, 'platform.create', { ...made, timeZone: 'Mars/Olympus' })
    await expect(asked).rejects.toMatchObject({
      code: 'BAD_INPUT',
      data: { issues: [{ field: 'timeZone' }] },
    })
  })

  it('organizations that the same person administers are told apart by colour', async () => {
    const admin = { email: 'una@many.example', name: 'Una' }
    for (const slug of ['many-a', 'many-b', 'many-c', 'many-d', 'many-e'])
      await w.ask(w.operator, 'platform.create', { name: slug, slug, admin })
    const una = await w.as(admin.email, 'many-a')
    const contexts = await w.ask<{ color: string }[]>(una, 'session.contexts')
    expect(contexts).toHaveLength(6)
    expect(new Set(contexts.map((c) => c.color)).size).toBe(6)
  })

  it('an organization that one is no member of answers like one that does not exist', async () => {
    const olga = await w.as('olga@other.example', 'other')
    const errors = await Promise.all(
      [w.ada.orgId, '00000000-0000-7000-8000-000000000000'].map((orgId) =>
        w
          .ask(olga, 'session.enter', { orgId })
          .catch((e: unknown) => JSON.stringify([e, (e as Error).message])),
      ),
    )
    expect(errors[0]).toBe(errors[1])
  })

  it('a subscription ends at a switch', async () => {
    const ada = await w.as('ada@acme.example', 'acme')
    const stream = await w.ask<AsyncIterable<SessionSignal>>(ada, 'session.watch')
    const seen: SessionSignal[] = []
    let markers = 0
    const ended = (async () => {
      for await (const s of stream) seen.push(s)
    })()
    // It is open when it tells of a change; what happens after the switch it does not tell.
    await vi.waitFor(async () => {
      markers += 1
      await w.ask(w.ada, 'teams.create', { name: `Marker ${markers}` })
      expect(seen).not.toEqual([])
    })
    const olga = await w.as('olga@other.example', 'other')
    await w.ask(ada, 'session.enter', { orgId: olga.orgId })
    await ended
    const told = seen.length
    await w.ask(w.ada, 'teams.create', { name: 'After the switch' })
    expect(seen).toHaveLength(told)
    expect(seen.every((s) => s.kind === 'changed' || s.kind === 'access')).toBe(true)
  })

  it('a suspended member’s open session may nothing any more, and is told why', async () => {
    const gus = await w.add('gus', ['member'])
    const session = await w.as('gus@acme.example')
    const stream = await w.ask<AsyncIterable<SessionSignal>>(session, 'session.watch')
    const iterator = stream[Symbol.asyncIterator]()
    const first = iterator.next()
    await w.ask(w.ada, 'members.suspend', { id: gus.id, version: gus.version, reason })
    expect((await first).value).toMatchObject({ kind: 'ended' })
    expect(await w.code(session, 'members.list', {})).toMatch(/FORBIDDEN|UNAUTHENTICATED/)
    expect(await w.ask<unknown[]>(session, 'session.contexts')).toHaveLength(1)
  })

  it('somebody who comes in changes the list of people and nobody’s access', async () => {
    const epoch = async () => {
      const { orgId } = w.ada
      return (
        await w
          .tenant(orgId ?? '')
          .collection(heads)
          .get(orgId ?? '')
      )?.accessEpoch
    }
    const here = await w.as('ada@acme.example')
    const elsewhere = await (await w.second()).newSession({
      host: 'test',
      as: 'ada@acme.example',
      org: 'acme',
    })
    const heard: SessionSignal[][] = [[], []]
    const over = new AbortController()
    const listening = [here, elsewhere].map(async (session, i) => {
      for await (const signal of session.signals(over.signal)) heard[i]?.push(signal)
    })
    // The first change that a console hears of says nothing of what was before it.
    await w.add('ike')
    await expect.poll(() => heard[1]?.length).toBeGreaterThan(0)
    for (const signals of heard) signals.length = 0
    const before = await epoch()
    const ivy = await w.add('ivy')
    await expect.poll(() => heard.map((signals) => signals.length > 0)).toEqual([true, true])
    expect(heard.flat().map(({ kind }) => kind)).not.toContain('access')
    expect(await epoch()).toBe(before)
    // Her next role is another matter.
    await w.ask(w.ada, 'members.setRoles', { id: ivy.id, version: ivy.version, roleIds: ['viewer'] })
    await expect
      .poll(() => heard.map((signals) => signals.some((s) => s.kind === 'access')))
      .toEqual([true, true])
    expect(await epoch()).toBe((before ?? 0) + 1)
    over.abort()
    await Promise.all(listening)
  })

  it('a role taken away in one process is gone in another', async () => {
    const other = await w.second()
    const hal = await w.add('hal', ['admin'])
    const session = await other.newSession({ host: 'test', as: 'hal@acme.example', org: 'acme' })
    await other.call(session, ['teams', 'list'], {})
    const now = await w.member(hal.id)
    await w.ask(w.ada, 'members.setRoles', { id: now.id, version: now.version, roleIds: ['viewer'] })
    // A write is refused at once: its transaction reads the epoch itself.
    await expect(other.call(session, ['teams', 'create'], { name: 'Too late' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    // A read follows as soon as the change is seen.
    let refused = false
    for (let i = 0; i < 100 && !refused; i += 1) {
      refused = await other.call(session, ['audit', 'recent'], {}).then(
        () => false,
        (e: unknown) => (e as { code?: string }).code === 'FORBIDDEN',
      )
      if (!refused) await sleep(50)
    }
    expect(refused).toBe(true)
  })

  it('in a suspended organization reading works and nothing else; closing can be turned back; both are told in both trails', async () => {
    const created = await w.ask<{ id: string; version: number }>(w.operator, 'platform.create', {
      name: 'Third',
      slug: 'third',
      admin: { email: 'tom@third.example', name: 'Tom' },
    })
    const tom = await w.as('tom@third.example', 'third')
    const suspended = await w.ask<{ id: string; version: number }>(w.operator, 'platform.suspend', {
      id: created.id,
      version: created.version,
      reason,
    })
    await w.ask(tom, 'members.list', {})
    expect(await w.code(tom, 'teams.create', { name: 'x' })).toBe('FORBIDDEN')
    const active = await w.ask<{ id: string; version: number }>(w.operator, 'platform.reactivate', {
      id: created.id,
      version: suspended.version,
      reason,
    })
    expect(
      await w.code(tom, 'organizations.close', { version: active.version, confirmName: 'Wrong', reason }),
    ).toBe('BAD_INPUT')
    const closed = await w.ask<{ outcome: string; result: { version: number; erasedAt: string } }>(
      tom,
      'organizations.close',
      { version: active.version, confirmName: 'Third', reason },
    )
    // Tom is alone here: there is nobody to wait for.
    expect(closed.outcome).toBe('done')
    const closing = closed.result
    expect(Date.parse(closing.erasedAt)).toBeGreaterThan(Date.now() + 29 * 86_400_000)
    expect(await w.code(tom, 'teams.create', { name: 'x' })).toBe('FORBIDDEN')
    await w.ask(tom, 'organizations.restore', { version: closing.version, reason })
    await w.ask(tom, 'teams.create', { name: 'x' })
    const trail = await w.ask<{ action: string }[]>(tom, 'audit.recent', { limit: 50 })
    expect(trail.map((r) => r.action)).toEqual(
      expect.arrayContaining([
        'platformOrganization.suspended',
        'organization.closing',
        'organization.restored',
        'team.created',
      ]),
    )
  })

  it('operators see no personal space and no content', async () => {
    const text = JSON.stringify(await w.ask(w.operator, 'platform.list', { limit: 500 }))
    expect(text).not.toMatch(/personal/)
    const page = await w.ask<{ items: Member[] }>(w.operator, 'members.list', {})
    expect(page.items.map((m) => m.email)).toEqual(['operator@platform.example'])
  })
})
