import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '../../src-main/api/index.ts'
import type { Explanation } from '../../src-preload/contract/permissions.ts'
import { type Member, openWorld, STORES, type World } from './world.ts'

const NOBODYS = '00000000-0000-7000-8000-000000000000'

describe.each(STORES)('questions about permissions on %s', (kind) => {
  let w: World
  let vera: Member
  let eyes: Session
  /** Of acme, of the platform, of nobody. */
  let teams: string[]
  beforeAll(async () => {
    w = await openWorld(kind)
    vera = await w.add('vera', ['viewer'])
    eyes = await w.as('vera@acme.example')
    const [own, foreign] = await Promise.all(
      [w.ada, w.operator].map((by) => w.ask<{ id: string }>(by, 'teams.create', { name: 'Team' })),
    )
    teams = [own?.id ?? '', foreign?.id ?? '', NOBODYS]
  })
  afterAll(async () => {
    expect(w.defects).toEqual([])
    await w.close()
  })

  const mine = (session: Session, type: string, operation: string, ids: readonly (string | null)[]) =>
    w.ask<boolean[]>(session, 'permissions.mine', {
      questions: ids.map((resourceId) => ({ type, operation, resourceId })),
    })

  it('about a team are answered as the call itself is: by the type, whichever the id', async () => {
    expect(await mine(w.ada, 'team', 'update', [null, ...teams])).toEqual([true, true, true, true])
    expect(await mine(eyes, 'team', 'update', [null, ...teams])).toEqual([false, false, false, false])
    expect(await mine(eyes, 'team', 'read', [null, ...teams])).toEqual([true, true, true, true])
    expect(await w.code(eyes, 'teams.delete', { id: teams[0], version: 1, reason: 'must not be' })).toBe(
      'FORBIDDEN',
    )
  })

  it('about a team are explained alike for one that is there, another tenant’s and none', async () => {
    const question = { type: 'team', operation: 'update' }
    for (const [session, name, more, allowed] of [
      [w.ada, 'permissions.explainMine', {}, true],
      [eyes, 'permissions.explainMine', {}, false],
      [w.ada, 'permissions.explain', { memberId: vera.id }, false],
    ] as const) {
      const answers = await Promise.all(
        teams.map(async (resourceId) => {
          const answer = await w.ask<Explanation>(session, name, { ...question, ...more, resourceId })
          expect(answer.resourceId).toBe(resourceId)
          return { ...answer, resourceId: '' }
        }),
      )
      expect(answers.map((a) => a.allowed)).toEqual([allowed, allowed, allowed])
      expect(answers).toEqual([answers[0], answers[0], answers[0]])
    }
    const why = await w.ask<Explanation>(eyes, 'permissions.explainMine', {
      ...question,
      resourceId: teams[0],
    })
    expect(why).toMatchObject({ missing: 'team.update', wouldAllow: [{ kind: 'role', id: 'admin' }] })
  })

  it('about a resource are not answered where it may not be read, is another tenant’s, or is none', async () => {
    const make = (by: Session, visibility: string) =>
      w.ask<{ id: string }>(by, 'resources.create', { kind: 'chatbot', name: 'Bot', visibility })
    const hidden = await make(w.ada, 'private')
    const foreign = await make(w.operator, 'organization')
    const open = await make(w.ada, 'organization')
    const unknown = [hidden.id, foreign.id, NOBODYS]
    expect(await mine(eyes, 'chatbot', 'read', [open.id, ...unknown])).toEqual([true, false, false, false])
    for (const resourceId of unknown) {
      const question = { type: 'chatbot', operation: 'read', resourceId }
      expect(await w.code(eyes, 'permissions.explainMine', question)).toBe('NOT_FOUND')
      expect(await w.code(eyes, 'permissions.explain', { ...question, memberId: vera.id })).toBe('NOT_FOUND')
    }
  })

  it('about one resource name the team that is given this one, and no other', async () => {
    const make = (name: string) =>
      w.ask<{ id: string }>(w.ada, 'resources.create', { kind: 'chatbot', name, visibility: 'private' })
    const [one, other] = [await make('One'), await make('Other')]
    const grants = [{ type: 'chatbot', resourceId: one.id, operations: ['update'] }]
    await w.ask(w.ada, 'teams.create', { name: 'Single', grants })
    const question = { type: 'chatbot', operation: 'update', memberId: vera.id }
    const offers = async (resourceId: string): Promise<string[]> => {
      const answer = await w.ask<Explanation>(w.ada, 'permissions.explain', { ...question, resourceId })
      return answer.wouldAllow.map((o) => o.name)
    }
    expect(await offers(one.id)).toEqual(['Admin', 'Single'])
    expect(await offers(other.id)).toEqual(['Admin'])
  })
})
