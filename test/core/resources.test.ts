import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '../../src-main/api/index.ts'
import { type Member, openWorld, STORES, type World } from './world.ts'

const reason = 'because the test says so'
interface Resource {
  readonly id: string
  readonly version: number
}

describe.each(STORES)('resources on %s', (kind) => {
  let w: World
  let vera: Member
  let eyes: Session
  let team: { readonly id: string }
  beforeAll(async () => {
    w = await openWorld(kind)
    team = await w.ask(w.ada, 'teams.create', { name: 'Team' })
    vera = await w.add('vera', ['viewer'])
    eyes = await w.as('vera@acme.example')
  })
  afterAll(async () => {
    expect(w.defects).toEqual([])
    await w.close()
  })
  const make = (input: object) => w.ask<Resource>(w.ada, 'resources.create', { kind: 'chatbot', ...input })
  const seen = async (session = eyes): Promise<string[]> =>
    (await w.ask<{ items: { name: string }[] }>(session, 'resources.list', { kind: 'chatbot' })).items.map(
      (r) => r.name,
    )

  it('a list shows what may be read, and a single one that may not be read answers like none', async () => {
    await make({ name: 'For all' })
    const secret = await make({ name: 'Private', visibility: 'private' })
    await make({ name: 'For the team', visibility: 'teams', teamIds: [team.id] })
    expect(await seen()).toEqual(['For all'])
    expect(await seen(w.ada)).toEqual(['For all', 'For the team', 'Private'])
    const words = async (id: string) =>
      w
        .ask(eyes, 'resources.get', { kind: 'chatbot', id })
        .catch((e: unknown) => [(e as Error).message, JSON.stringify(e)])
    expect(await words(secret.id)).toEqual(await words('00000000-0000-7000-8000-000000000000'))
    const why = { type: 'chatbot', operation: 'read', resourceId: secret.id }
    expect(await w.code(eyes, 'permissions.explainMine', why)).toBe('NOT_FOUND')
    expect(await w.code(eyes, 'permissions.explain', { ...why, memberId: vera.id })).toBe('NOT_FOUND')
    const now = await w.member(vera.id)
    await w.ask(w.ada, 'members.setTeams', { id: now.id, version: now.version, teamIds: [team.id] })
    expect(await seen()).toEqual(['For all', 'For the team'])
  })

  it('a share gives just what it says, on just that one, until it is taken back', async () => {
    const one = await make({ name: 'Shared', visibility: 'private' })
    const share = await w.ask<{ id: string }>(w.ada, 'resources.share', {
      kind: 'chatbot',
      id: one.id,
      subjectKind: 'user',
      subjectId: vera.userId,
      operations: ['update'],
    })
    expect(await seen()).toContain('Shared')
    const input = { kind: 'chatbot', id: one.id, version: one.version }
    await w.ask(eyes, 'resources.update', { ...input, description: 'by Vera' })
    expect(await w.code(eyes, 'resources.delete', { ...input, version: 2, reason })).toBe('FORBIDDEN')
    expect(
      await w.code(eyes, 'resources.share', {
        kind: 'chatbot',
        id: one.id,
        subjectKind: 'team',
        subjectId: team.id,
        operations: ['read'],
      }),
    ).toBe('FORBIDDEN')
    await w.ask(w.ada, 'resources.unshare', { kind: 'chatbot', id: one.id, shareId: share.id })
    expect(await w.code(eyes, 'resources.update', { ...input, version: 2, description: 'again' })).toBe(
      'NOT_FOUND',
    )
  })

  it('whoever edits what a team is given sees first what was shared with it, or taken from it, meanwhile', async () => {
    const team = await w.ask<{ id: string; version: number }>(w.ada, 'teams.create', { name: 'Edited' })
    const { id } = await make({ name: 'Shared with them' })
    const one = { kind: 'chatbot', id }
    const grants = (version: number) => ({ id: team.id, version, grants: [] })
    const given = { ...one, subjectKind: 'team', subjectId: team.id, operations: ['read'] }
    const { id: shareId } = await w.ask<{ id: string }>(w.ada, 'resources.share', given)
    expect(await w.code(w.ada, 'teams.setGrants', grants(team.version))).toBe('VERSION_CONFLICT')
    const { version } = await w.ask<{ version: number }>(w.ada, 'teams.get', { id: team.id })
    await w.ask(w.ada, 'resources.unshare', { ...one, shareId })
    expect(await w.code(w.ada, 'teams.setGrants', grants(version))).toBe('VERSION_CONFLICT')
  })

  it('who made it keeps what the creator may, also with a role that allows less', async () => {
    await w.add('mel', ['member'])
    const session = await w.as('mel@acme.example')
    const own = await w.ask<Resource>(session, 'resources.create', {
      kind: 'template',
      name: 'Mine',
      visibility: 'private',
    })
    const [mel] = (await w.ask<{ items: Member[] }>(w.ada, 'members.list', { search: 'mel@' })).items as [
      Member,
    ]
    await w.ask(w.ada, 'members.setRoles', { id: mel.id, version: mel.version, roleIds: ['viewer'] })
    expect(await w.code(session, 'resources.create', { kind: 'template', name: 'Another' })).toBe('FORBIDDEN')
    await w.ask(session, 'resources.delete', { kind: 'template', id: own.id, version: own.version, reason })
  })

  it('a pool is not overrun by creations that come at once, and the refusal says the figures', async () => {
    const acme = await w.ask<{ id: string; version: number }>(w.ada, 'organizations.current')
    await w.ask(w.operator, 'platform.setLimits', {
      id: acme.id,
      version: acme.version,
      limits: { assistant: 2 },
      reason,
    })
    const results = await Promise.allSettled(
      [1, 2, 3, 4].map((n) => w.ask(w.ada, 'resources.create', { kind: 'assistant', name: `A${n}` })),
    )
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(2)
    await expect(w.ask(w.ada, 'resources.create', { kind: 'assistant', name: 'A5' })).rejects.toMatchObject({
      code: 'LIMIT_REACHED',
      data: { pool: 'assistant', limit: 2, used: 2 },
    })
  })

  it('a kind in the input that is not the resource’s own answers as not found', async () => {
    const bot = await make({ name: 'Bot' })
    expect(await w.code(w.ada, 'resources.get', { kind: 'template', id: bot.id })).toBe('NOT_FOUND')
  })

  it('bad input names each wrong field and writes nothing', async () => {
    const before = await seen(w.ada)
    await expect(
      w.ask(w.ada, 'resources.create', { kind: 'chatbot', name: 'a\u202eb', sizeBytes: -1 }),
    ).rejects.toMatchObject({
      code: 'BAD_INPUT',
      data: { issues: [{ field: 'name' }, { field: 'sizeBytes' }] },
    })
    expect(await w.code(w.ada, 'resources.create', { kind: 'chatbot', name: 'x', visibility: 'teams' })).toBe(
      'BAD_INPUT',
    )
    expect(await w.code(w.ada, 'resources.create', { kind: 'chatbot', name: '   ' })).toBe('BAD_INPUT')
    expect(await seen(w.ada)).toEqual(before)
  })
})
