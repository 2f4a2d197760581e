import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Across } from '../../src-main/store/across/index.ts'
import { COLLECTIONS } from '../../src-main/store/records/index.ts'
import { platformUnit } from '../../src-main/work/index.ts'
import type { SessionSignal } from '../../src-preload/contract/session.ts'
import { type Member, openWorld, STORES, type World } from './world.ts'

const SHARED = 'shared@nowhere.example'

describe.each(STORES)('identities on %s', (kind) => {
  let w: World
  beforeAll(async () => {
    w = await openWorld(kind)
  })
  afterAll(async () => {
    expect(w.defects).toEqual([])
    await w.close()
  })
  const found = (slug: string, name: string, email = SHARED) =>
    w.ask<{ id: string }>(w.operator, 'platform.create', { name: slug, slug, admin: { email, name } })
  const setState = (email: string, state: 'active' | 'disabled') =>
    platformUnit(w.store, { action: 'test', host: 'test', because: 'test' }, async (work) => {
      const user = await work.across.userByEmail(email)
      if (user) await work.across.changeUser(user, { state })
    })
  const invite = (email: string) =>
    w.ask<{ token: string }>(w.ada, 'invitations.create', { email, roleIds: ['viewer'] })

  /** All that a tenant holds, whatever shows it: members, trail, events, what was made. */
  async function heldBy(orgId: string): Promise<string> {
    const all: unknown[] = []
    for (const spec of COLLECTIONS)
      for await (const record of w.tenant(orgId).collection(spec).each()) all.push(record)
    return JSON.stringify(all)
  }

  it('whom two organizations call differently is in each only by its own name', async () => {
    const names = { first: 'Countess Lovelace', second: 'Miss Byron' } as const
    const ids = new Map<string, string>()
    for (const [slug, name] of Object.entries(names)) ids.set(slug, (await found(slug, name)).id)
    for (const slug of Object.keys(names)) {
      const session = await w.as(SHARED, slug)
      const guest = { email: `guest@${slug}.example`, roleIds: ['viewer'] }
      await w.ask(session, 'members.add', { ...guest, name: 'Somebody' })
      await w.ask(session, 'invitations.create', { ...guest, email: `invited@${slug}.example` })
      await w.ask(session, 'resources.create', { kind: 'chatbot', name: 'Made here' })
      await w.ask(session, 'domains.claim', { domain: `${slug}.example`, roleId: 'member' })
      expect(await w.ask(session, 'session.current')).toMatchObject({
        user: { name: names[slug as keyof typeof names] },
      })
    }
    for (const [slug, own, others] of [
      ['first', names.first, names.second],
      ['second', names.second, names.first],
    ] as const) {
      const text = await heldBy(ids.get(slug) ?? '')
      expect(text).toContain(own)
      expect(text).not.toContain(others)
    }
    const space = (
      await w.ask<{ orgId: string; kind: string }[]>(await w.as(SHARED, 'first'), 'session.contexts')
    ).find((c) => c.kind === 'personal')
    expect(await heldBy(space?.orgId ?? '')).not.toMatch(/Lovelace|Byron/)
  })

  it('whom another organization typed accepts nothing before their address is proved, and then by their own name', async () => {
    await found('third', 'The boss of third', 'zoe@third.example')
    const zoe = await w.as('zoe@third.example', 'third')
    const { token } = await invite('zoe@third.example')
    expect(await w.code(zoe, 'invitations.accept', { token })).toBe('NOT_FOUND')
    await w.verify('zoe@third.example', 'Zoe')
    await w.ask(zoe, 'invitations.accept', { token })
    const page = await w.ask<{ items: Member[] }>(w.ada, 'members.list', { search: 'zoe@third' })
    expect(page.items.map((m) => m.name)).toEqual(['Zoe'])
    expect(await heldBy(w.ada.orgId ?? '')).not.toContain('The boss of third')
  })

  it('whoever was added or imported is not proved by it; who founds the platform is', async () => {
    await w.add('typed')
    const across = new Across(w.store)
    expect(await across.userByEmail('typed@acme.example')).toMatchObject({ verified: false, name: 'typed' })
    expect(await across.userByEmail('operator@platform.example')).toMatchObject({ verified: true })
    await w.verify('typed@acme.example', 'Ty Ped')
    expect(await across.userByEmail('typed@acme.example')).toMatchObject({ verified: true, name: 'Ty Ped' })
    await w.verify('typed@acme.example', 'Somebody else')
    expect(await across.userByEmail('typed@acme.example')).toMatchObject({ name: 'Ty Ped' })
  })

  it('whose account is disabled is put out of open sessions and subscriptions, and comes in nowhere', async () => {
    await w.add('dora', ['admin'])
    const email = 'dora@acme.example'
    await w.verify(email)
    const [session, other] = [
      await w.as(email),
      await (await w.second()).newSession({ host: 'test', as: email }),
    ]
    const stream = await w.ask<AsyncIterable<SessionSignal>>(session, 'session.watch')
    const seen: SessionSignal[] = []
    const over = (async () => {
      for await (const signal of stream) seen.push(signal)
    })()
    await w.ask(session, 'audit.recent', {})
    await setState(email, 'disabled')
    // The next write of any process reads the epoch that the change moved.
    expect(await w.code(session, 'teams.create', { name: 'Too late' })).toMatch(/FORBIDDEN|UNAUTHENTICATED/)
    await over
    expect(seen.at(-1)).toEqual({ kind: 'ended', because: 'Your account is disabled.' })
    expect(session.user).toBeNull()
    expect(await w.code(session, 'session.contexts')).toBe('UNAUTHENTICATED')
    for (const [procedure, input] of [
      ['session.enter', { orgId: w.ada.orgId }],
      ['members.leave', {}],
    ] as const)
      expect(await w.code(other, procedure, input)).toBe('UNAUTHENTICATED')
    await expect(w.as(email)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await setState(email, 'active')
    await w.ask(await w.as(email), 'audit.recent', {})
  })

  it('whose account is disabled accepts no invitation', async () => {
    await found('fourth', 'Yan', 'yan@fourth.example')
    await w.verify('yan@fourth.example')
    const { token } = await invite('yan@fourth.example')
    const yan = await w.as('yan@fourth.example', 'fourth')
    await w.store.transaction(async (unit) => {
      const user = await new Across(unit).userByEmail('yan@fourth.example')
      if (user) await new Across(unit).changeUser(user, { state: 'disabled' })
    })
    // Nobody told this process: the session and its compiled context are as they were.
    expect(yan.user?.email).toBe('yan@fourth.example')
    expect(await w.code(yan, 'invitations.accept', { token })).toMatch(/NOT_FOUND|UNAUTHENTICATED/)
  })
})
