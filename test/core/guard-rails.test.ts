import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { IDENTITIES, users } from '../../src-main/store/records/index.ts'
import { codeOf, type Member, openWorld, STORES, type World } from './world.ts'

const reason = 'because the test says so'

describe.each(STORES)('guard rails on %s', (kind) => {
  let w: World
  beforeAll(async () => {
    w = await openWorld(kind)
  })
  afterAll(async () => {
    expect(w.defects).toEqual([])
    await w.close()
  })
  const ada = async (): Promise<Member> => {
    const page = await w.ask<{ items: Member[] }>(w.ada, 'members.list', { search: 'ada@acme' })
    return page.items[0] as Member
  }

  it('the last active admin cannot be demoted, suspended, removed, or leave', async () => {
    const { id, version } = await ada()
    expect(await w.code(w.ada, 'members.setRoles', { id, version, roleIds: ['viewer'] })).toBe('LAST_ADMIN')
    expect(await w.code(w.ada, 'members.suspend', { id, version, reason })).toBe('LAST_ADMIN')
    expect(await w.code(w.ada, 'members.remove', { id, version, reason })).toBe('LAST_ADMIN')
    expect(await w.code(w.ada, 'members.leave', {})).toBe('LAST_ADMIN')
    expect(await w.code(w.ada, 'members.bulk', { ids: [id], change: { kind: 'suspend' }, reason })).toBe(
      'LAST_ADMIN',
    )
  })

  it('a suspended admin does not count as the one who is left', async () => {
    const second = await w.add('sleeping', ['admin'])
    await w.ask(w.ada, 'members.suspend', { id: second.id, version: second.version, reason })
    const { id, version } = await ada()
    expect(await w.code(w.ada, 'members.setRoles', { id, version, roleIds: ['viewer'] })).toBe('LAST_ADMIN')
    const now = await w.member(second.id)
    await w.ask(w.ada, 'members.remove', { id: now.id, version: now.version, reason })
  })

  it('an admin whose account is disabled does not count as the one who is left', async () => {
    const second = await w.add('disabled', ['admin'])
    const identities = w.tenant(IDENTITIES).collection(users)
    const account = await identities.require(second.userId, 'user')
    await identities.update(account, { state: 'disabled' })
    const { id, version } = await ada()
    expect(await w.code(w.ada, 'members.setRoles', { id, version, roleIds: ['viewer'] })).toBe('LAST_ADMIN')
    await w.ask(w.ada, 'members.remove', { id: second.id, version: second.version, reason })
  })

  it('a grant on one resource is compared with what its giver may do on that resource', async () => {
    const matrix = { team: ['create', 'read', 'update'], chatbot: ['create', 'read'] }
    const role = await w.ask<{ id: string }>(w.ada, 'roles.create', { name: 'Lead', matrix })
    await w.add('lea', [role.id])
    const lea = await w.as('lea@acme.example')
    const own = await w.ask<{ id: string }>(lea, 'resources.create', { kind: 'chatbot', name: 'Mine' })
    const other = await w.ask<{ id: string }>(w.ada, 'resources.create', {
      kind: 'chatbot',
      name: 'Not mine',
    })
    const grant = (resourceId: string | null) => [
      { type: 'chatbot', resourceId, operations: ['read', 'update'] },
    ]
    await w.ask(lea, 'teams.create', { name: 'Helpers', grants: grant(own.id) })
    expect(await w.code(lea, 'teams.create', { name: 'More', grants: grant(other.id) })).toBe('ESCALATION')
    expect(await w.code(lea, 'teams.create', { name: 'All', grants: grant(null) })).toBe('ESCALATION')
  })

  it('of two admins that demote each other at once, one stays', async () => {
    const bob = await w.add('bob', ['admin'])
    const bobs = await w.as('bob@acme.example')
    const me = await ada()
    const results = await Promise.allSettled([
      w.ask(w.ada, 'members.setRoles', { id: bob.id, version: bob.version, roleIds: ['viewer'] }),
      w.ask(bobs, 'members.setRoles', { id: me.id, version: me.version, roleIds: ['viewer'] }),
    ])
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1)
    const session = results[0]?.status === 'fulfilled' ? w.ada : bobs
    const page = await w.ask<{ items: Member[] }>(session, 'members.list', { roleIds: ['admin'] })
    expect(page.items).toHaveLength(1)
    const lost = await w.ask<{ items: Member[] }>(session, 'members.list', {
      search: session === w.ada ? 'bob' : 'ada@',
    })
    const target = lost.items[0] as Member
    await w.ask(session, 'members.setRoles', { id: target.id, version: target.version, roleIds: ['admin'] })
  })

  it('of two admins that leave at once, one stays', async () => {
    const bobs = await w.as('bob@acme.example')
    const results = await Promise.allSettled([
      w.ask(w.ada, 'members.leave', {}),
      w.ask(bobs, 'members.leave', {}),
    ])
    expect(results.filter((r) => r.status === 'rejected')).toHaveLength(1)
    const [first] = results
    const left = first?.status === 'fulfilled' ? bobs : w.ada
    const page = await w.ask<{ items: Member[] }>(left, 'members.list', {
      roleIds: ['admin'],
      state: ['active'],
    })
    expect(page.items).toHaveLength(1)
    if (left === bobs) {
      await w.ask(bobs, 'members.add', { email: 'ada@acme.example', name: 'Ada', roleIds: ['admin'] })
      w.ada.enter(bobs.orgId)
    }
  })

  it('nobody gives by role, team, invitation or addition what they do not hold', async () => {
    const matrix = {
      organization: ['read'],
      member: ['create', 'read', 'update', 'suspend'],
      role: ['create', 'read', 'update'],
      team: ['create', 'read', 'update'],
      invitation: ['create', 'read'],
    }
    const helpdesk = await w.ask<{ id: string; version: number }>(w.ada, 'roles.create', {
      name: 'Helpdesk',
      matrix,
    })
    const hana = await w.add('hana', [helpdesk.id])
    const session = await w.as('hana@acme.example')
    const mine = { id: hana.id, version: hana.version }
    expect(await w.code(session, 'members.setRoles', { ...mine, roleIds: ['admin'] })).toBe('ESCALATION')
    expect(await w.code(session, 'members.setRoles', { ...mine, roleIds: [helpdesk.id, 'member'] })).toBe(
      'ESCALATION',
    )
    expect(
      await w.code(session, 'members.add', { email: 'x@acme.example', name: 'X', roleIds: ['admin'] }),
    ).toBe('ESCALATION')
    expect(await w.code(session, 'invitations.create', { email: 'x@acme.example', roleIds: ['admin'] })).toBe(
      'ESCALATION',
    )
    expect(await w.code(session, 'roles.create', { name: 'More', matrix: { audit: ['read'] } })).toBe(
      'ESCALATION',
    )
    const more = { ...matrix, member: [...matrix.member, 'delete'] }
    expect(
      await w.code(session, 'roles.update', { id: helpdesk.id, version: helpdesk.version, matrix: more }),
    ).toBe('ESCALATION')
    const grants = [{ type: 'chatbot', resourceId: null, operations: ['delete'] }]
    expect(await w.code(session, 'teams.create', { name: 'Ours', grants })).toBe('ESCALATION')
    const strong = await w.ask<{ id: string }>(w.ada, 'teams.create', { name: 'Strong', grants })
    expect(await w.code(session, 'members.setTeams', { ...mine, teamIds: [strong.id] })).toBe('ESCALATION')
    expect(await w.code(session, 'teams.changeMembers', { id: strong.id, add: [hana.id] })).toBe('ESCALATION')
    expect((await w.member(hana.id)).roleIds).toEqual([helpdesk.id])
  })

  it('many are suspended and reactivated only by somebody who may suspend one', async () => {
    const matrix = { member: ['read', 'update'] }
    const role = await w.ask<{ id: string }>(w.ada, 'roles.create', { name: 'Clerk', matrix })
    await w.add('clea', [role.id])
    const clerk = await w.as('clea@acme.example')
    const [one, two] = [await w.add('bulk1', [role.id]), await w.add('bulk2', [role.id])]
    const bulk = (change: object, ids = [one.id, two.id]) => ({ ids, change, reason })
    expect(await w.code(clerk, 'members.bulk', bulk({ kind: 'suspend' }))).toBe('FORBIDDEN')
    await w.ask(w.ada, 'members.bulk', bulk({ kind: 'suspend' }))
    expect(await w.code(clerk, 'members.bulk', bulk({ kind: 'reactivate' }))).toBe('FORBIDDEN')
    expect((await w.member(one.id)).state).toBe('suspended')
    const team = await w.ask<{ id: string }>(w.ada, 'teams.create', { name: 'For clerks' })
    await w.ask(clerk, 'members.bulk', bulk({ kind: 'addTeam', teamId: team.id }))
    expect((await w.member(two.id)).teamIds).toEqual([team.id])
  })

  it('whoever holds more cannot be suspended or demoted by somebody who holds less', async () => {
    const session = await w.as('hana@acme.example')
    const me = await ada()
    const helpdesk = (await w.ask<{ id: string; name: string }[]>(w.ada, 'roles.list')).find(
      (r) => r.name === 'Helpdesk',
    )
    const carl = await w.add('carl', ['admin', helpdesk?.id ?? ''])
    expect(await w.code(session, 'members.suspend', { id: me.id, version: me.version, reason })).toBe(
      'ESCALATION',
    )
    // Nothing is given: what is left is the help desk's own role.
    const demoted = { roleIds: [helpdesk?.id] }
    expect(
      await w.code(session, 'members.setRoles', { id: carl.id, version: carl.version, ...demoted }),
    ).toBe('ESCALATION')
    const change = { kind: 'setRoles', ...demoted }
    expect(await w.code(session, 'members.bulk', { ids: [carl.id], change, reason })).toBe('ESCALATION')
    expect((await w.member(carl.id)).roleIds).toEqual(carl.roleIds)
  })

  it('whoever holds more by a team is not demoted, suspended or taken out of it by somebody who holds less', async () => {
    const session = await w.as('hana@acme.example')
    const grants = [{ type: 'audit', resourceId: null, operations: ['read'] }]
    const team = await w.ask<{ id: string; version: number }>(w.ada, 'teams.create', {
      name: 'Auditors',
      grants,
    })
    const plain = await w.ask<{ id: string }>(w.ada, 'teams.create', { name: 'Plain' })
    const role = await w.ask<{ id: string }>(w.ada, 'roles.create', { name: 'Nothing', matrix: {} })
    const tess = await w.add('tess', [role.id], { teamIds: [team.id, plain.id] })
    const one = { id: tess.id, version: tess.version }
    const bulk = (change: object) => ({ ids: [tess.id], change, reason })
    for (const [procedure, input] of [
      ['members.suspend', { ...one, reason }],
      ['members.setTeams', { ...one, teamIds: [plain.id] }],
      ['members.bulk', bulk({ kind: 'suspend' })],
      ['members.bulk', bulk({ kind: 'removeTeam', teamId: team.id })],
      ['teams.changeMembers', { id: team.id, remove: [tess.id] }],
      ['teams.setGrants', { id: team.id, version: team.version, grants: [] }],
    ] as const)
      expect(await w.code(session, procedure, input), procedure).toBe('ESCALATION')
    expect(await w.member(tess.id)).toMatchObject({ state: 'active', teamIds: [team.id, plain.id] })
    await w.ask(session, 'teams.changeMembers', { id: plain.id, remove: [tess.id] })
  })

  it('a custom role with every operation is still not an admin, and cannot make one', async () => {
    const admin = (await w.ask<{ id: string; matrix: object }[]>(w.ada, 'roles.list')).find(
      (r) => r.id === 'admin',
    )
    const all = await w.ask<{ id: string }>(w.ada, 'roles.create', {
      name: 'Everything',
      matrix: admin?.matrix,
    })
    const kay = await w.add('kay', [all.id])
    const session = await w.as('kay@acme.example')
    const mine = { id: kay.id, version: kay.version }
    expect(await w.code(session, 'members.setRoles', { ...mine, roleIds: ['admin'] })).toBe('ESCALATION')
    expect(await w.code(session, 'invitations.create', { email: 'x@acme.example', roleIds: ['admin'] })).toBe(
      'ESCALATION',
    )
    const me = await ada()
    expect(await w.code(session, 'members.remove', { id: me.id, version: me.version, reason })).toBe(
      'ESCALATION',
    )
  })

  it('a built-in role cannot be edited or deleted, and its name cannot be taken', async () => {
    expect(await w.code(w.ada, 'roles.update', { id: 'viewer', version: 0, name: 'x' })).toBe('BUILT_IN')
    expect(await w.code(w.ada, 'roles.delete', { id: 'admin', version: 0, reason })).toBe('BUILT_IN')
    expect(await w.code(w.ada, 'roles.create', { name: 'ADMIN', matrix: {} })).toBe('CONFLICT')
  })

  it('a role in use goes only with a replacement, which its members and invitations then hold', async () => {
    const role = await w.ask<{ id: string; version: number }>(w.ada, 'roles.create', {
      name: 'Short-lived',
      matrix: { template: ['read'] },
    })
    const dan = await w.add('dan', [role.id])
    await w.ask(w.ada, 'invitations.create', { email: 'eve@acme.example', roleIds: [role.id] })
    const input = { id: role.id, version: role.version, reason }
    expect(await w.code(w.ada, 'roles.delete', input)).toBe('ROLE_IN_USE')
    expect(await w.code(w.ada, 'roles.delete', { ...input, replacementId: role.id })).toBe('BAD_INPUT')
    await w.ask(w.ada, 'roles.delete', { ...input, replacementId: 'viewer' })
    expect((await w.member(dan.id)).roleIds).toEqual(['viewer'])
    const page = await w.ask<{ items: { email: string; roleIds: string[] }[] }>(w.ada, 'invitations.list', {})
    expect(page.items.find((i) => i.email === 'eve@acme.example')?.roleIds).toEqual(['viewer'])
  })

  it('a change based on an older version is refused and nothing is written', async () => {
    const fay = await w.add('fay', ['viewer'])
    await w.ask(w.ada, 'members.setRoles', { id: fay.id, version: fay.version, roleIds: ['member'] })
    expect(
      await w.code(w.ada, 'members.setRoles', { id: fay.id, version: fay.version, roleIds: ['viewer'] }),
    ).toBe('VERSION_CONFLICT')
    expect((await w.member(fay.id)).roleIds).toEqual(['member'])
  })

  it('seats are not overrun by additions that come at once', async () => {
    const used =
      (await w.ask<{ pool: string; used: number }[]>(w.ada, 'organizations.pools')).find(
        (p) => p.pool === 'seats',
      )?.used ?? 0
    const acme = await w.ask<{ id: string; version: number }>(w.ada, 'organizations.current')
    await w.ask(w.operator, 'platform.setLimits', {
      id: acme.id,
      version: acme.version,
      limits: { seats: used + 2 },
      reason,
    })
    const results = await Promise.allSettled([1, 2, 3, 4, 5].map((n) => w.add(`seat${n}`, ['viewer'])))
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(2)
    const refused = results.filter((r) => r.status === 'rejected')
    for (const r of refused) expect(await codeOf(Promise.reject(r.reason))).toBe('LIMIT_REACHED')
  })
})
