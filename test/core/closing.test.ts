import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '../../src-main/api/index.ts'
import { openWorld, STORES, type World } from './world.ts'

const reason = 'because the test says so'

interface Organization {
  readonly id: string
  readonly version: number
  readonly state: string
  readonly stateReason: string
  readonly closedBy: string | null
}

describe.each(STORES)('closing and turning back on %s', (kind) => {
  let w: World
  beforeAll(async () => {
    w = await openWorld(kind)
  })
  afterAll(async () => {
    expect(w.defects).toEqual([])
    await w.close()
  })

  const found = async (slug: string): Promise<{ admin: Session; organization: Organization }> => {
    const admin = { email: `admin@${slug}.example`, name: slug }
    const organization = await w.ask<Organization>(w.operator, 'platform.create', { name: slug, slug, admin })
    return { admin: await w.as(admin.email, slug), organization }
  }
  const operator = <R = Organization>(act: string, on: Organization, why = reason): Promise<R> =>
    w.ask<R>(w.operator, `platform.${act}`, { id: on.id, version: on.version, reason: why })
  /** At once: the organization's policy asks no second person of an operator who is alone. */
  const closed = async (on: Organization, why = reason): Promise<Organization> =>
    (await operator<{ result: Organization }>('close', on, why)).result

  it('a tenant cannot undo its suspension by way of a closing that an operator began', async () => {
    const { admin, organization } = await found('detour')
    const suspended = await operator('suspend', organization, 'unpaid')
    const closing = await closed(suspended, 'still unpaid')
    expect(await w.code(admin, 'organizations.restore', { version: closing.version, reason })).toBe(
      'FORBIDDEN',
    )
    const [refusal] = await w.ask<{ summary: string }[]>(admin, 'audit.recent', { outcome: 'refused' })
    expect(refusal?.summary).toBe('Refused: organizations.restore')
    const restored = await operator('restore', closing)
    expect(restored).toMatchObject({ state: 'suspended', stateReason: 'unpaid' })
    expect(await w.code(admin, 'teams.create', { name: 'x' })).toBe('FORBIDDEN')
  })

  it('what an operator closed only operators open again', async () => {
    const { admin, organization } = await found('ordered')
    const closing = await closed(organization)
    const current = await w.ask<Organization>(admin, 'organizations.current')
    expect(current).toMatchObject({ state: 'closing', closedBy: 'platform' })
    expect(await w.code(admin, 'organizations.restore', { version: current.version, reason })).toBe(
      'FORBIDDEN',
    )
    expect(await operator('restore', closing)).toMatchObject({ state: 'active' })
    await w.ask(admin, 'teams.create', { name: 'x' })
  })

  it('in a suspended organization nobody changes even what is only their own', async () => {
    const { admin, organization } = await found('still')
    const own = { kind: 'claimDomain' }
    const flow = await w.ask<{ id: string; version: number }>(admin, 'wizards.start', own)
    await w.ask(admin, 'members.add', { email: 'two@still.example', name: 'Two', roleIds: ['admin'] })
    await operator('suspend', await w.ask<Organization>(admin, 'organizations.current'))
    const step = { id: flow.id, version: flow.version, step: 'domain', answer: { domain: 'still.example' } }
    expect(await w.code(admin, 'wizards.start', own)).toBe('FORBIDDEN')
    expect(await w.code(admin, 'wizards.answer', step)).toBe('FORBIDDEN')
    await expect(w.ask(admin, 'members.leave', {})).rejects.toMatchObject({
      code: 'FORBIDDEN',
      data: { because: expect.stringContaining('suspended') },
    })
    expect(await w.ask(admin, 'wizards.list')).toHaveLength(1)
    expect(await w.ask(admin, 'members.list', {})).toMatchObject({ total: 2 })
    expect(organization.state).toBe('active')
  })

  it('what the organization itself closed both can open again', async () => {
    const { admin, organization } = await found('own')
    const close = async (version: number): Promise<Organization> => {
      const asked = { version, confirmName: 'own', reason }
      return (await w.ask<{ result: Organization }>(admin, 'organizations.close', asked)).result
    }
    const first = await close(organization.version)
    expect(first.closedBy).toBe('organization')
    const back = await w.ask<Organization>(admin, 'organizations.restore', { version: first.version, reason })
    expect(back).toMatchObject({ state: 'active', closedBy: null })
    const second = await close(back.version)
    expect(await operator('restore', second)).toMatchObject({ state: 'active' })
  })
})
