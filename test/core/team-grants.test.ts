import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, STORES, type World } from './world.ts'

interface Made {
  readonly id: string
  readonly version: number
}

describe.each(STORES)('the grants of a team on %s', (kind) => {
  let w: World
  let team: Made
  let template: Made
  beforeAll(async () => {
    w = await openWorld(kind)
    team = await w.ask(w.ada, 'teams.create', { name: 'Team' })
    template = await w.ask(w.ada, 'resources.create', { kind: 'template', name: 'Letter' })
  })
  afterAll(async () => {
    expect(w.defects).toEqual([])
    await w.close()
  })

  const refused = (grant: { type: string; operations: string[]; resourceId?: string }) => {
    const grants = [{ resourceId: null, ...grant }]
    const { id, version } = team
    return Promise.all(
      [
        ['teams.create', { name: 'Refused', grants }] as const,
        ['teams.setGrants', { id, version, grants }] as const,
      ].map(([name, input]) =>
        w.ask(w.ada, name, input).then(
          () => 'not refused',
          (error: unknown) => error,
        ),
      ),
    )
  }
  const badInput = (field: string, message: string) => {
    const error = expect.objectContaining({
      code: 'BAD_INPUT',
      data: { issues: [{ field: `grants.0.${field}`, message }] },
    })
    return [error, error]
  }

  it('are operations that their type has', async () => {
    expect(await refused({ type: 'team', operations: ['read', 'share'] })).toEqual(
      badInput('operations', 'has create, read, update, delete; not share'),
    )
    expect(await refused({ type: 'audit', operations: ['transfer'] })).toEqual(
      badInput('operations', 'has read, export; not transfer'),
    )
  })

  it('are not of the platform’s types, not even among its operators', async () => {
    const health = { type: 'platformHealth', operations: ['read'] }
    expect(await refused(health)).toEqual(badInput('type', 'belongs to the platform operators'))
    const grants = [{ ...health, resourceId: null }]
    expect(await w.code(w.operator, 'teams.create', { name: 'Watchers', grants })).toBe('BAD_INPUT')
  })

  it('on one resource are what can be done with one that is there', async () => {
    const resourceId = template.id
    expect(await refused({ type: 'template', resourceId, operations: ['create'] })).toEqual(
      badInput('operations', 'has read, update, delete, share, transfer; not create'),
    )
    const grants = [
      { type: 'template', resourceId, operations: ['update', 'transfer'] },
      { type: 'template', resourceId: null, operations: ['create'] },
    ]
    const { id, version } = team
    await w.ask(w.ada, 'teams.setGrants', { id, version, grants })
  })
})
