/** What is not there is told under the name by which it was given, and nothing is done. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, STORES, type World } from './world.ts'

const reason = 'because the test says so'
const NOWHERE = '00000000-0000-7000-8000-000000000000'

describe.each(STORES)('a role or team that is not there, on %s', (kind) => {
  let w: World
  beforeAll(async () => {
    w = await openWorld(kind)
  })
  afterAll(async () => {
    expect(w.defects).toEqual([])
    await w.close()
  })
  const refused = async (procedure: string, input: object, field: string): Promise<void> =>
    expect(w.ask(w.ada, procedure, input), procedure).rejects.toMatchObject({
      code: 'BAD_INPUT',
      data: { issues: [{ field }] },
    })

  it('is told in a change of many', async () => {
    const { id } = await w.add('one', ['viewer'])
    const change = (change: object) => ({ ids: [id], change, reason })
    const team = { teamId: NOWHERE }
    await refused('members.bulk', change({ kind: 'addTeam', ...team }), 'change.teamId')
    await refused('members.bulk', change({ kind: 'removeTeam', ...team }), 'change.teamId')
    await refused('members.bulk', change({ kind: 'setRoles', roleIds: [NOWHERE] }), 'change.roleIds')
    await expect(w.ask(w.ada, 'members.bulk', change({ kind: 'promote' }))).rejects.toMatchObject({
      code: 'BAD_INPUT',
      data: { issues: [{ field: 'change.kind', message: expect.stringContaining('setRoles, suspend') }] },
    })
  })

  it('is told for the end of a role that nobody holds, which stays', async () => {
    const role = await w.ask<{ id: string; version: number }>(w.ada, 'roles.create', {
      name: 'Unused',
      matrix: {},
    })
    const one = { id: role.id, version: role.version, reason }
    await refused('roles.delete', { ...one, replacementId: NOWHERE }, 'replacementId')
    await refused('roles.delete', { ...one, replacementId: role.id }, 'replacementId')
    await w.ask(w.ada, 'roles.get', { id: role.id })
    await w.ask(w.ada, 'roles.delete', { ...one, replacementId: 'viewer' })
  })

  it('is told in a claim of a domain', async () => {
    const claim = { domain: 'acme.test', includeSubdomains: false, teamIds: [] as string[] }
    await refused('domains.claim', { ...claim, roleId: NOWHERE }, 'roleId')
    await refused('domains.claim', { ...claim, roleId: 'viewer', teamIds: [NOWHERE] }, 'teamIds')
  })
})

describe.each(STORES)('who joins, on %s', (kind) => {
  let w: World
  beforeAll(async () => {
    w = await openWorld(kind)
  })
  afterAll(async () => {
    expect(w.defects).toEqual([])
    await w.close()
  })

  it('has each role and team once, and is counted once', async () => {
    const { id } = await w.ask<{ id: string }>(w.ada, 'teams.create', { name: 'Twice' })
    const ann = await w.add('ann', ['viewer', 'viewer'], { teamIds: [id, id] })
    expect(ann).toMatchObject({ roleIds: ['viewer'], teamIds: [id] })
    expect(await w.ask(w.ada, 'teams.get', { id })).toMatchObject({ members: 1 })
  })

  it('is told to be a member already also where no seat is left', async () => {
    const acme = await w.ask<{ id: string; version: number }>(w.ada, 'organizations.current')
    const limits = { id: acme.id, version: acme.version, limits: { seats: 2 }, reason }
    await w.ask(w.operator, 'platform.setLimits', limits)
    const taken = { code: 'CONFLICT', data: { field: 'email' } }
    await expect(w.add('ann', ['viewer'])).rejects.toMatchObject(taken)
    const invited = { email: 'ann@acme.example', roleIds: ['viewer'] }
    await expect(w.ask(w.ada, 'invitations.create', invited)).rejects.toMatchObject(taken)
    expect(await w.code(w.ada, 'invitations.create', { ...invited, email: 'new@acme.example' })).toBe(
      'LIMIT_REACHED',
    )
  })
})
