import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Across } from '../../src-main/store/across/index.ts'
import { members, outbox } from '../../src-main/store/records/index.ts'
import { memberOf } from '../../src-main/tenancy/index.ts'
import type { Account } from '../../src-preload/contract/users.ts'
import { openWorld, STORES, type World } from './world.ts'

const reason = 'a stolen laptop'

interface Recorded {
  readonly action: string
  readonly summary: string
  readonly reason: string | null
}

describe.each(STORES)('an account on %s', (kind) => {
  let w: World
  beforeAll(async () => {
    w = await openWorld(kind)
  })
  afterAll(async () => {
    expect(w.defects).toEqual([])
    await w.close()
  })
  const find = (email: string): Promise<Account> => w.ask(w.operator, 'users.find', { email })
  const change = async (how: 'disable' | 'enable', email: string): Promise<Account> => {
    const { id, version } = await find(email)
    return w.ask(w.operator, `users.${how}`, { id, version, reason })
  }

  it('is found by its exact address, and shows nothing of what an organization knows of the person', async () => {
    await w.add('Secretive', ['member'])
    const account = await find('Secretive@ACME.example')
    expect(account).toMatchObject({ email: 'secretive@acme.example', state: 'active', organizations: 1 })
    expect(JSON.stringify(account)).not.toContain('Secretive')
    expect(await w.code(w.operator, 'users.find', { email: 'nobody@acme.example' })).toBe('NOT_FOUND')
  })

  it('that is disabled founds no organization: its first admin could not act', async () => {
    await w.add('dora')
    await change('disable', 'dora@acme.example')
    const admin = { email: 'dora@acme.example', name: 'Dora' }
    const founded = { name: 'Dead', slug: 'dead', admin }
    await expect(w.ask(w.operator, 'platform.create', founded)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      data: { issues: [{ field: 'admin.email' }] },
    })
    await change('enable', 'dora@acme.example')
    await w.ask(w.operator, 'platform.create', founded)
  })

  it('belongs to every organization that it is in, however many there are', async () => {
    const many = await w.add('many')
    const across = new Across(w.store)
    const before = (await across.membershipsOf(many.userId)).length
    const more = memberOf(many, {
      ...many,
      source: 'created',
      addedBy: '',
      joinedAt: '2026-01-01T00:00:00.000Z',
    })
    for (let n = 0; n < 1_100; n += 1) await across.tenant(randomUUID()).collection(members).insert(more)
    expect(await across.membershipsOf(many.userId)).toHaveLength(before + 1_100)
  })

  it('is found and changed by operators alone', async () => {
    const { id, version } = await find('ada@acme.example')
    expect(await w.code(w.ada, 'users.find', { email: 'ada@acme.example' })).toBe('FORBIDDEN')
    expect(await w.code(w.ada, 'users.disable', { id, version, reason })).toBe('FORBIDDEN')
    expect(await w.code(w.operator, 'users.disable', { id, version })).toBe('BAD_INPUT')
  })

  it('that is disabled ends open sessions, here and in another process, and nobody signs in with it', async () => {
    await w.add('bo')
    const elsewhere = await w.second()
    const here = await w.as('bo@acme.example')
    const there = await elsewhere.newSession({ host: 'test', as: 'bo@acme.example', org: 'acme' })
    const ended = (async () => {
      for await (const signal of there.signals()) if (signal.kind === 'ended') return signal.because
      return undefined
    })()
    await w.ask(here, 'members.list', {})
    await change('disable', 'bo@acme.example')
    expect(await w.code(here, 'members.list', {})).toMatch(/FORBIDDEN|UNAUTHENTICATED/)
    expect(await ended).toBe('Your account is disabled.')
    await expect(w.as('bo@acme.example')).rejects.toThrow()
    await change('enable', 'bo@acme.example')
    await w.ask(await w.as('bo@acme.example'), 'members.list', {})
  })

  it('tells the platform’s trail by its address, and each tenant’s by the name that it uses, with the reason', async () => {
    await w.add('Cleo')
    const { id } = await change('disable', 'cleo@acme.example')
    const newest = async (session = w.ada): Promise<Recorded | undefined> =>
      (await w.ask<Recorded[]>(session, 'audit.recent', { limit: 1 }))[0]
    expect(await newest()).toMatchObject({
      action: 'user.disabled',
      summary: 'The account of Cleo was disabled by the platform',
      reason,
    })
    expect(await newest(w.operator)).toMatchObject({
      action: 'user.disabled',
      summary: 'The account cleo@acme.example was disabled',
      reason,
    })
    const told = await w
      .tenant(w.ada.orgId ?? '')
      .collection(outbox)
      .list({ limit: 500 })
    expect(told.items.map((row) => JSON.parse(row.body))).toContainEqual(
      expect.objectContaining({ type: 'user.disabled', subject: id, data: { userId: id, why: reason } }),
    )
  })

  it('of the last admin of an active organization is not disabled; of a suspended one it is', async () => {
    const made = await w.ask<{ id: string; version: number }>(w.operator, 'platform.create', {
      name: 'Alone',
      slug: 'alone',
      admin: { email: 'solo@alone.example', name: 'Solo' },
    })
    const { id, version } = await find('solo@alone.example')
    await expect(w.ask(w.operator, 'users.disable', { id, version, reason })).rejects.toMatchObject({
      code: 'LAST_ADMIN',
      message: expect.stringContaining('Alone'),
    })
    expect((await find('solo@alone.example')).state).toBe('active')
    await w.ask(w.operator, 'platform.suspend', { id: made.id, version: made.version, reason })
    expect((await change('disable', 'solo@alone.example')).state).toBe('disabled')
  })

  it('of two admins one is disabled, and then the other is the last', async () => {
    await w.add('dee', ['admin'])
    await change('disable', 'dee@acme.example')
    const { id, version } = await find('ada@acme.example')
    expect(await w.code(w.operator, 'users.disable', { id, version, reason })).toBe('LAST_ADMIN')
  })

  it('of the last operator is not disabled', async () => {
    const { id, version } = await find(w.operator.user?.email ?? '')
    expect(await w.code(w.operator, 'users.disable', { id, version, reason })).toBe('LAST_ADMIN')
  })

  it('is changed from the state and the version that were seen', async () => {
    await w.add('eve')
    const { id, version } = await find('eve@acme.example')
    expect(await w.code(w.operator, 'users.enable', { id, version, reason })).toBe('WRONG_STATE')
    await w.ask(w.operator, 'users.disable', { id, version, reason })
    expect(await w.code(w.operator, 'users.disable', { id, version, reason })).toBe('VERSION_CONFLICT')
  })

  it('two admins who are disabled at once leave one of them', async () => {
    await w.ask(w.operator, 'platform.create', {
      name: 'Pair',
      slug: 'pair',
      admin: { email: 'one@pair.example', name: 'One' },
    })
    const one = await w.as('one@pair.example', 'pair')
    await w.ask(one, 'members.add', { email: 'two@pair.example', name: 'Two', roleIds: ['admin'] })
    const outcomes = await Promise.allSettled(
      ['one', 'two'].map((who) => change('disable', `${who}@pair.example`)),
    )
    expect(outcomes.map((o) => o.status).sort()).toEqual(['fulfilled', 'rejected'])
    const states = await Promise.all(
      ['one', 'two'].map(async (who) => (await find(`${who}@pair.example`)).state),
    )
    expect(states.sort()).toEqual(['active', 'disabled'])
  })
})
