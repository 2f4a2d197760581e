import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Consoles, type Elsewhere, openConsoles } from './consoles.ts'
import { type Member, STORES } from './world.ts'

const reason = 'because the test says so'
/** What is taken away: reading one thing, changing another, and watching. */
const gives = { event: ['read'], team: ['create'] } as const
const REFUSED = /^(FORBIDDEN|UNAUTHENTICATED)$/

describe.each(STORES)('what is taken away here is gone in a console of another process, on %s', (kind) => {
  let c: Consoles
  beforeAll(async () => {
    c = await openConsoles(kind)
  })
  afterAll(() => c.close())

  /** The member's console there, in which they use what they hold. */
  const using = async (member: Member): Promise<Elsewhere> => {
    const elsewhere = await c.elsewhere(member)
    expect(await elsewhere.call('events.filters')).toBe('allowed')
    expect(await elsewhere.call('teams.create', { name: `Of ${member.name}` })).toBe('allowed')
    return elsewhere
  }
  const isGoneAfter = async (member: Member, takeAway: () => Promise<unknown>): Promise<void> => {
    const elsewhere = await using(member)
    await takeAway()
    // Nothing is asked there meanwhile: the notice of the change alone ends what is open.
    expect(await elsewhere.ended).toBe('ended')
    expect(await elsewhere.call('events.filters')).toMatch(REFUSED)
    expect(await elsewhere.call('teams.create', { name: 'Too late' })).toMatch(REFUSED)
    await elsewhere.close()
  }
  const watcher = async (name: string): Promise<{ member: Member; takeAway: () => Promise<unknown> }> => {
    const { id } = await c.ask<{ id: string }>('roles.create', { name: `Watcher ${name}`, matrix: gives })
    const member = await c.add(name, { roleIds: ['viewer', id] })
    const less = { id: member.id, version: member.version, roleIds: ['viewer'] }
    return { member, takeAway: () => c.ask('members.setRoles', less) }
  }

  it('a role', async () => {
    const { member, takeAway } = await watcher('rob')
    await isGoneAfter(member, takeAway)
  })

  it('a role, for the very next change, whether the notice has come or not', async () => {
    const { member, takeAway } = await watcher('pat')
    const elsewhere = await using(member)
    await takeAway()
    expect(await elsewhere.call('teams.create', { name: 'Too late' })).toBe('FORBIDDEN')
    await elsewhere.close()
  })

  it('an active membership', async () => {
    const sue = await c.add('sue', { roleIds: ['admin'] })
    await isGoneAfter(sue, () => c.ask('members.suspend', { id: sue.id, version: sue.version, reason }))
  })

  it('the grants of a team', async () => {
    const grants = Object.entries(gives).map(([type, operations]) => ({ type, resourceId: null, operations }))
    const team = await c.ask<{ id: string; version: number }>('teams.create', { name: 'Watchers', grants })
    const tom = await c.add('tom', { roleIds: ['viewer'], teamIds: [team.id] })
    await isGoneAfter(tom, async () => {
      const { version } = await c.ask<{ version: number }>('teams.get', { id: team.id })
      await c.ask('teams.setGrants', { id: team.id, version, grants: [], reason })
    })
  })
})
