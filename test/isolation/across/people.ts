import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { Across } from '../../../src-main/store/across/index.ts'
import { EVERYTHING } from '../../../src-main/store/index.ts'
import { IDENTITIES, members, migrationOffers, users } from '../../../src-main/store/records/index.ts'
import { type Cases, type Crossing, sha256 } from './crossing.ts'

const ADA = 'ada@acme.example'
const ZOE = 'admin@zebra.example'

/** An identity that is a member of both organizations, under a name in each. */
async function ofBoth({ d, ada, zoe }: Crossing): Promise<{ id: string; email: string }> {
  const email = `${randomUUID().slice(0, 8)}@both.example`
  for (const [who, name] of [
    [ada, 'By acme'],
    [zoe, 'By zebra'],
  ] as const)
    await d.w.ask(who, 'members.add', { email, name, roleIds: ['member'] })
  const user = await new Across(d.w.store).userByEmail(email)
  return { id: user?.id ?? '', email }
}

export const people: Cases = {
  userByEmail: async ({ across, zoe }) => {
    expect((await across.userByEmail(ZOE))?.id).toBe(zoe.user?.id)
    expect(await across.userByEmail(ZOE.slice(0, -1))).toBeUndefined()
  },
  usersByEmail: async ({ across }) => {
    const found = await across.usersByEmail([ZOE, ADA, 'nobody@zebra.example'])
    expect(found.map((u) => u.email)).toEqual([ADA, ZOE].sort())
    expect(await across.usersByEmail([])).toEqual([])
  },
  user: async ({ across, zoe, zebra }) => {
    expect((await across.user(zoe.user?.id ?? ''))?.email).toBe(ZOE)
    expect(await across.user(zebra)).toBeUndefined()
  },
  disabledAmong: async (c) => {
    const both = await ofBoth(c)
    const user = await c.across.user(both.id)
    if (user)
      await c.d.w.store.transaction((unit) => new Across(unit).changeUser(user, { state: 'disabled' }))
    expect([...(await c.across.disabledAmong([both.id, c.zoe.user?.id ?? '']))]).toEqual([both.id])
    expect((await c.across.disabledAmong([c.zoe.user?.id ?? ''])).size).toBe(0)
  },
  createUsers: async ({ d, across, acme }) => {
    const draft = { email: 'made@across.example', name: 'Made', verified: false, state: 'active' } as const
    const [made] = await across.createUsers([draft])
    expect(made).toMatchObject({ orgId: IDENTITIES, domain: 'across.example' })
    expect(await d.w.tenant(acme).collection(users).count(EVERYTHING)).toBe(0)
  },
  changeUser: async (c) => {
    const both = await ofBoth(c)
    const user = await c.across.user(both.id)
    if (user) await c.d.w.store.transaction((unit) => new Across(unit).changeUser(user, { name: 'Own' }))
    expect((await c.across.user(both.id))?.name).toBe('Own')
    const names = (await c.across.membershipsOf(both.id)).map((m) => m.name)
    expect(names).toEqual(expect.arrayContaining(['By acme', 'By zebra']))
    expect(names).not.toContain('Own')
  },
  usersOfDomain: async ({ across }) => {
    const found = async (domain: string, below: boolean): Promise<string[]> =>
      (await across.usersOfDomain(domain, below, { limit: 10 })).items.map((user) => user.email)
    expect(await found('zebra.example', true)).toEqual([ZOE])
    expect(await found('ebra.example', true)).toEqual([])
  },
  migrationOffersOf: async ({ d, across, ada, zoe, acme, zebra }) => {
    const offer = (userId: string) =>
      ({ userId, email: 'x@y.example', claimId: 'c', state: 'offered' }) as const
    const [mine, theirs] = [zoe.user?.id ?? '', ada.user?.id ?? '']
    await d.w.tenant(acme).collection(migrationOffers).insert(offer(mine))
    await d.w.tenant(zebra).collection(migrationOffers).insert(offer(theirs))
    expect(await across.migrationOffersOf(mine)).toMatchObject([{ userId: mine, orgId: acme }])
    expect(await across.migrationOffersOf('nobody')).toEqual([])
  },
  membershipsOf: async (c) => {
    const both = await ofBoth(c)
    const found = await c.across.membershipsOf(both.id)
    expect(found.map((m) => m.orgId)).toEqual(expect.arrayContaining([c.acme, c.zebra]))
    expect(found.every((m) => m.userId === both.id)).toBe(true)
  },
  invitationByTokenHash: async ({ d, across, zoe, zebra }) => {
    const invited = { email: 'guest@zebra.example', roleIds: ['viewer'] }
    const { token } = await d.w.ask<{ token: string }>(zoe, 'invitations.create', invited)
    expect(await across.invitationByTokenHash(sha256(token))).toMatchObject({ orgId: zebra })
    for (const other of [token, sha256(`${token}x`), ''])
      expect(await across.invitationByTokenHash(other)).toBeUndefined()
  },
  tenant: async ({ across, zebra }) => {
    const page = await across.tenant(zebra).collection(members).list({ limit: 100 })
    expect(page.items.every((m) => m.orgId === zebra)).toBe(true)
    expect(page.items.length).toBeGreaterThan(0)
  },
}
