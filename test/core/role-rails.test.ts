import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '../../src-main/api/index.ts'
import { Across } from '../../src-main/store/across/index.ts'
import { openWorld, STORES, type World } from './world.ts'

const reason = 'because the test says so'

describe.each(STORES)('roles and grants on %s', (kind) => {
  let w: World
  beforeAll(async () => {
    w = await openWorld(kind)
  })
  afterAll(async () => {
    expect(w.defects).toEqual([])
    await w.close()
  })

  it('a role above the actor, or held by somebody above, is neither made less nor replaced by a lesser one', async () => {
    const small = { role: ['read', 'update', 'delete'], member: ['read'] }
    const make = (name: string, matrix: object) =>
      w.ask<{ id: string; version: number }>(w.ada, 'roles.create', { name, matrix })
    const keeper = await make('Keeper', small)
    const [above, below] = [
      await make('Above', { audit: ['read'] }),
      await make('Below', { member: ['read'] }),
    ]
    const auditor = await make('Auditor', { audit: ['read', 'export'] })
    await w.add('kim', [keeper.id])
    await w.add('abe', [above.id])
    await w.add('bea', [below.id, auditor.id])
    const kim = await w.as('kim@acme.example')
    for (const role of [above, below]) {
      const one = { id: role.id, version: role.version }
      expect(await w.code(kim, 'roles.update', { ...one, matrix: {} })).toBe('ESCALATION')
      expect(await w.code(kim, 'roles.delete', { ...one, replacementId: keeper.id, reason })).toBe(
        'ESCALATION',
      )
    }
    // Its name takes nothing from anybody, and an admin who holds it too loses nothing.
    await w.ask(kim, 'roles.update', { id: above.id, version: above.version, name: 'Above all' })
    const free = await make('Free', { member: ['read'] })
    await w.add('adminToo', ['admin', free.id])
    await w.ask(kim, 'roles.update', { id: free.id, version: free.version, matrix: {} })
  })

  it('a resource that one may not read is unknown to whoever names it in a grant', async () => {
    const matrix = { team: ['create', 'read', 'update'], chatbot: ['create', 'read'] }
    const role = await w.ask<{ id: string }>(w.ada, 'roles.create', { name: 'Namer', matrix })
    await w.add('nia', [role.id])
    const nia = await w.as('nia@acme.example')
    const hidden = await w.ask<{ id: string }>(w.ada, 'resources.create', {
      kind: 'chatbot',
      name: 'Hidden',
      visibility: 'private',
    })
    const answers = await Promise.all(
      [hidden.id, '00000000-0000-7000-8000-000000000000'].map((resourceId) => {
        const grants = [{ type: 'chatbot', resourceId, operations: ['read'] }]
        return w
          .ask(nia, 'teams.create', { name: 'Prying', grants })
          .catch((e: unknown) => JSON.stringify([e, (e as Error).message]))
      }),
    )
    expect(answers[0]).toBe(answers[1])
    expect(answers[0]).toContain('NOT_FOUND')
  })

  it('what a role would change is counted for whoever may read roles, and names nobody they may not see', async () => {
    const role = await w.ask<{ id: string }>(w.ada, 'roles.create', {
      name: 'Designer',
      matrix: { role: ['read'] },
    })
    await w.add('dee', [role.id])
    const held = await w.ask<{ id: string }>(w.ada, 'roles.create', { name: 'Held', matrix: {} })
    await w.add('off', [held.id])
    await w.add('onn', [held.id])
    const off = await new Across(w.store).userByEmail('off@acme.example')
    if (off) await new Across(w.store).changeUser(off, { state: 'disabled' })
    const ask = (session: Session) =>
      w.ask<{ affected: number; members: { name: string }[] }>(session, 'permissions.whatIfRole', {
        roleId: held.id,
        matrix: { template: ['read'] },
      })
    const [seen, unseen] = [await ask(w.ada), await ask(await w.as('dee@acme.example'))]
    // The one whose account is disabled gains nothing.
    expect(seen).toMatchObject({ affected: 1, members: [{ name: 'onn' }] })
    expect(unseen).toMatchObject({ affected: 1, members: [] })
  })
})
