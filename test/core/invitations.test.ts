import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { members } from '../../src-main/store/records/index.ts'
import { type Member, openWorld, STORES, type World } from './world.ts'

const DAY = 86_400_000
const reason = 'because the test says so'
interface Issued {
  readonly token: string
  readonly invitation: { readonly id: string; readonly version: number }
}

describe.each(STORES)('invitations on %s', (kind) => {
  let w: World
  beforeAll(async () => {
    w = await openWorld(kind)
    // The invited people have accounts of their own: they belong to another organization.
    await w.ask(w.operator, 'platform.create', {
      name: 'Other',
      slug: 'other',
      admin: { email: 'guest@other.example', name: 'Guest' },
    })
    await w.verify('guest@other.example')
  })
  afterAll(async () => {
    expect(w.defects).toEqual([])
    await w.close()
  })
  const guest = () => w.as('guest@other.example', 'other')
  const invite = (roleIds = ['viewer'], session = w.ada) =>
    w.ask<Issued>(session, 'invitations.create', { email: 'guest@other.example', roleIds })
  const revoke = ({ invitation: { id, version } }: Issued) =>
    w.ask(w.ada, 'invitations.revoke', { id, version })

  it('is not accepted by another address, however the token was come by', async () => {
    const issued = await invite()
    expect(await w.code(w.operator, 'invitations.accept', { token: issued.token })).toBe('NOT_FOUND')
    await revoke(issued)
  })
  it('is not accepted with a tampered token, after revocation, or after its day', async () => {
    const issued = await invite()
    expect(
      await w.code(await guest(), 'invitations.accept', { token: `${issued.token.slice(0, -1)}_` }),
    ).toBe('NOT_FOUND')
    await revoke(issued)
    expect(await w.code(await guest(), 'invitations.accept', { token: issued.token })).toBe('WRONG_STATE')
    const late = await invite()
    w.wait(8 * DAY)
    expect(await w.code(await guest(), 'invitations.accept', { token: late.token })).toBe('EXPIRED')
  })
  it('is not accepted once its author is suspended, also where it gives nothing', async () => {
    const none = await w.ask<{ id: string }>(w.ada, 'roles.create', { name: 'None', matrix: {} })
    const ian = await w.add('ian', ['admin'])
    const issued = await invite([none.id], await w.as('ian@acme.example'))
    await w.ask(w.ada, 'members.suspend', { id: ian.id, version: ian.version, reason })
    expect(await w.code(await guest(), 'invitations.accept', { token: issued.token })).toBe('NOT_FOUND')
    await revoke(issued)
  })
  it('a new one may follow one that ran out, but not double one that runs', async () => {
    const again = await invite()
    expect(
      await w.code(w.ada, 'invitations.create', { email: 'guest@other.example', roleIds: ['viewer'] }),
    ).toBe('CONFLICT')
    const fresh = await w.ask<Issued>(w.ada, 'invitations.resend', {
      id: again.invitation.id,
      version: again.invitation.version,
    })
    expect(await w.code(await guest(), 'invitations.accept', { token: again.token })).toBe('NOT_FOUND')
    await revoke(fresh)
  })
  it('its list shows no token and no hash of one', async () => {
    const issued = await invite()
    const list = JSON.stringify(await w.ask(w.ada, 'invitations.list', {}))
    expect(list).not.toContain(issued.token)
    expect(list).not.toMatch(/tokenHash/)
    await revoke(issued)
  })
  it('never gives more than its author holds when it is accepted', async () => {
    const boss = await w.add('boss', ['admin'])
    const issued = await invite(['admin'], await w.as('boss@acme.example'))
    const now = await w.member(boss.id)
    await w.ask(w.ada, 'members.setRoles', { id: now.id, version: now.version, roleIds: ['viewer'] })
    expect(await w.code(await guest(), 'invitations.accept', { token: issued.token })).toBe('ESCALATION')
    await revoke(issued)
  })
  it('of an author who was suspended meanwhile is worth nothing', async () => {
    const boss = await w.add('boss2', ['admin'])
    const issued = await invite(['viewer'], await w.as('boss2@acme.example'))
    const now = await w.member(boss.id)
    await w.ask(w.ada, 'members.suspend', { id: now.id, version: now.version, reason })
    expect(await w.code(await guest(), 'invitations.accept', { token: issued.token })).toBe('NOT_FOUND')
    await revoke(issued)
  })
  it('cannot carry another organization’s team or role', async () => {
    const theirs = await w.ask<{ id: string }>(await guest(), 'teams.create', { name: 'Theirs' })
    expect(
      await w.code(w.ada, 'invitations.create', {
        email: 'n@x.example',
        roleIds: ['viewer'],
        teamIds: [theirs.id],
      }),
    ).toBe('BAD_INPUT')
  })
  it('makes a member once, with just its roles, and keeps the roles that one has already', async () => {
    const issued = await invite()
    const session = await guest()
    await w.ask(session, 'invitations.accept', { token: issued.token })
    const page = await w.ask<{ items: Member[] }>(w.ada, 'members.list', { search: 'guest@other' })
    expect(page.items.map((m) => m.roleIds)).toEqual([['viewer']])
    expect(await w.code(session, 'invitations.accept', { token: issued.token })).toBe('WRONG_STATE')
    expect(await w.code(w.operator, 'invitations.accept', { token: issued.token })).toBe('NOT_FOUND')
    expect(
      await w.code(w.ada, 'invitations.create', { email: 'guest@other.example', roleIds: ['admin'] }),
    ).toBe('CONFLICT')
  })
  it('is listed and counted by what it is now, without anything coming by to expire it', async () => {
    const states = async (state: string[]) =>
      (
        await w.ask<{ items: { email: string; state: string }[]; total: number }>(w.ada, 'invitations.list', {
          state,
        })
      ).items.filter((i) => i.email === 'soon@x.example')
    const invited = async () =>
      (await w.ask<{ members: { invited: number } }>(w.ada, 'organizations.overview')).members.invited
    const before = await invited()
    await w.ask(w.ada, 'invitations.create', { email: 'soon@x.example', roleIds: ['viewer'], days: 1 })
    expect(await invited()).toBe(before + 1)
    expect(await states(['pending'])).toHaveLength(1)
    expect(await states(['expired'])).toHaveLength(0)
    w.wait(2 * DAY)
    expect(await invited()).toBe(before)
    expect(await states(['pending'])).toHaveLength(0)
    expect(await states(['expired'])).toMatchObject([{ state: 'expired' }])
    expect(await states(['expired', 'accepted'])).toHaveLength(1)
  })
  it('does not count as an admin before it is accepted', async () => {
    await w.ask(w.ada, 'invitations.create', { email: 'never@x.example', roleIds: ['admin'] })
    const page = await w.ask<{ items: Member[] }>(w.ada, 'members.list', {
      roleIds: ['admin'],
      state: ['active'],
    })
    const me = page.items.find((m) => m.email === 'ada@acme.example')
    expect(page.items.map((m) => m.email).filter((e) => !e.startsWith('boss'))).toEqual(['ada@acme.example'])
    for (const { id, version, email } of page.items)
      if (email !== 'ada@acme.example') await w.ask(w.ada, 'members.remove', { id, version, reason })
    // Neither an invitation nor a membership that waits for its acceptance is an admin who can act.
    const waiting = await w.add('waiting', ['admin'])
    const list = w.tenant(w.ada.orgId ?? '').collection(members)
    await list.update(await list.require(waiting.id, 'member'), { state: 'invited' })
    const one = { id: me?.id, version: me?.version }
    expect(await w.code(w.ada, 'members.setRoles', { ...one, roleIds: ['viewer'] })).toBe('LAST_ADMIN')
    expect(await w.code(w.ada, 'members.leave', {})).toBe('LAST_ADMIN')
  })
  it('is not accepted into a suspended organization, nor where no seat is left, and can be later', async () => {
    const email = 'later@other.example'
    await w.ask(await guest(), 'members.add', { email, name: 'Later', roleIds: ['viewer'] })
    await w.verify(email)
    const later = await w.as(email, 'other')
    const { token } = await w.ask<Issued>(w.ada, 'invitations.create', { email, roleIds: ['viewer'] })
    const change = async (procedure: string, more: object = {}) => {
      const { id, version } = await w.ask<{ id: string; version: number }>(w.operator, 'platform.get', {
        id: w.ada.orgId,
      })
      await w.ask(w.operator, procedure, { id, version, reason, ...more })
    }
    const accept = () => w.ask(later, 'invitations.accept', { token })
    await change('platform.suspend')
    await expect(accept()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await change('platform.reactivate')
    await change('platform.setLimits', { limits: { seats: 1 } })
    const data = { pool: 'seats', limit: null, used: null }
    await expect(accept()).rejects.toMatchObject({ code: 'LIMIT_REACHED', data })
    await change('platform.setLimits', { limits: { seats: 100 } })
    await accept()
  })
})
