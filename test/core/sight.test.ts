/** Joining a team shows what is visible to the team alone: nobody lets somebody see what they do not. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '../../src-main/api/index.ts'
import { type Member, openWorld, STORES, type World } from './world.ts'

const reason = 'because the test says so'
interface Made {
  readonly id: string
  readonly version: number
}

describe.each(STORES)('what a team alone sees, on %s', (kind) => {
  let w: World
  let legal: Made
  let open: Made
  let secret: Made
  let lea: Member
  let session: Session
  beforeAll(async () => {
    w = await openWorld(kind)
    const team = (name: string) => w.ask<Made>(w.ada, 'teams.create', { name })
    legal = await team('Legal')
    open = await team('Open')
    const visible = { visibility: 'teams', teamIds: [legal.id] }
    secret = await w.ask<Made>(w.ada, 'resources.create', { kind: 'chatbot', name: 'Cases', ...visible })
    const matrix = {
      member: ['create', 'read', 'update', 'suspend', 'import'],
      team: ['read', 'update'],
      invitation: ['create', 'read'],
      chatbot: ['read', 'update'],
    }
    const lead = await w.ask<Made>(w.ada, 'roles.create', { name: 'Lead', matrix })
    lea = await w.add('lea', [lead.id])
    session = await w.as('lea@acme.example')
  })
  afterAll(async () => {
    expect(w.defects).toEqual([])
    await w.close()
  })
  const seen = async (by: Session): Promise<number> =>
    (await w.ask<{ total: number }>(by, 'resources.list', { kind: 'chatbot' })).total
  const viewer = { roleIds: [] as string[], email: 'new@acme.example', name: 'New' }

  it('nobody joins, adds or invites into it who does not see it', async () => {
    const none = await w.ask<Made>(w.ada, 'roles.create', { name: 'None', matrix: {} })
    const { version } = await w.member(lea.id)
    const into = { teamIds: [legal.id], roleIds: [none.id] }
    const tries: readonly (readonly [procedure: string, input: object])[] = [
      ['teams.changeMembers', { id: legal.id, add: [lea.id] }],
      ['members.setTeams', { id: lea.id, version, teamIds: [legal.id] }],
      ['members.bulk', { ids: [lea.id], change: { kind: 'addTeam', teamId: legal.id }, reason }],
      ['members.add', { ...viewer, ...into }],
      ['invitations.create', { email: viewer.email, ...into }],
    ]
    for (const [procedure, input] of tries)
      await expect(w.ask(session, procedure, input), procedure).rejects.toMatchObject({
        code: 'ESCALATION',
        data: { exceeds: ['chatbot.read'] },
      })
    expect(await w.code(session, 'resources.get', { kind: 'chatbot', id: secret.id })).toBe('NOT_FOUND')
    expect(await seen(session)).toBe(0)
    // A team through which nothing is seen is open to all who may change teams.
    await w.ask(session, 'teams.changeMembers', { id: open.id, add: [lea.id] })
  })

  it('nobody imports into it who does not see it, and an unknown role of a rule is told as the rule’s', async () => {
    const none = await w.ask<Made>(w.ada, 'roles.create', { name: 'Plain', matrix: {} })
    const content = Buffer.from('email,name\nnew@acme.example,New\n').toString('base64')
    const { importId } = await w.ask<{ importId: string }>(session, 'imports.upload', {
      fileName: 'people.csv',
      content,
    })
    const plan = (teamIds: string[], roleIds: string[]) => ({
      importId,
      mapping: { email: 0, name: 1 },
      roleIds: [none.id],
      teamIds,
      rules: [{ column: 1, equals: 'New', roleIds, teamIds: [] }],
    })
    await expect(w.ask(session, 'imports.start', plan([legal.id], []))).rejects.toMatchObject({
      code: 'ESCALATION',
      data: { exceeds: ['chatbot.read'] },
    })
    await expect(w.ask(session, 'imports.start', plan([], [lea.id]))).rejects.toMatchObject({
      code: 'BAD_INPUT',
      data: { issues: [{ field: 'rules.0.roleIds' }] },
    })
  })

  it('whoever sees it lets others see it: a share of each thing, or being in the team, is enough', async () => {
    const bob = await w.add('bob', ['viewer'])
    const one = { kind: 'chatbot', id: secret.id }
    const share = { ...one, subjectKind: 'user', subjectId: lea.userId, operations: ['read'] }
    const { id: shareId } = await w.ask<Made>(w.ada, 'resources.share', share)
    await w.ask(session, 'teams.changeMembers', { id: legal.id, add: [bob.id] })
    expect(await seen(await w.as('bob@acme.example'))).toBe(1)
    await w.ask(w.ada, 'resources.unshare', { ...one, shareId })

    const cleo = await w.add('cleo', ['viewer'])
    const add = { id: legal.id, add: [cleo.id] }
    expect(await w.code(session, 'teams.changeMembers', add)).toBe('ESCALATION')
    await w.ask(w.ada, 'teams.changeMembers', { id: legal.id, add: [lea.id] })
    await w.ask(session, 'teams.changeMembers', add)
    await w.ask(w.ada, 'teams.changeMembers', { id: legal.id, remove: [lea.id] })
  })

  it('whoever suspends one of its members can take that back', async () => {
    const dan = await w.add('dan', ['viewer'], { teamIds: [legal.id] })
    const one = ({ id, version }: Made) => ({ id, version })
    const viewers = await w.ask<Made>(w.ada, 'roles.create', {
      name: 'Desk',
      matrix: { member: ['read', 'suspend'] },
    })
    // Of all that a viewer holds, so that only the team is above the one who suspends.
    await w.add('desk', [viewers.id, 'viewer'])
    const desk = await w.as('desk@acme.example')
    await w.ask(desk, 'members.suspend', { ...one(dan), reason })
    await w.ask(desk, 'members.reactivate', one(await w.member(dan.id)))
    const many = { ids: [dan.id], reason }
    await w.ask(desk, 'members.bulk', { ...many, change: { kind: 'suspend' } })
    await w.ask(desk, 'members.bulk', { ...many, change: { kind: 'reactivate' } })
    expect((await w.member(dan.id)).state).toBe('active')
  })

  it('an invitation into it is not accepted once its author sees it no more', async () => {
    await w.ask(w.operator, 'platform.create', {
      name: 'Other',
      slug: 'other',
      admin: { email: 'guest@other.example', name: 'Guest' },
    })
    await w.verify('guest@other.example')
    await w.ask(w.ada, 'teams.changeMembers', { id: legal.id, add: [lea.id] })
    const none = await w.ask<Made>(w.ada, 'roles.create', { name: 'Nothing', matrix: {} })
    const invited = { email: 'guest@other.example', roleIds: [none.id], teamIds: [legal.id] }
    const { token } = await w.ask<{ token: string }>(session, 'invitations.create', invited)
    await w.ask(w.ada, 'teams.changeMembers', { id: legal.id, remove: [lea.id] })
    const guest = await w.as('guest@other.example', 'other')
    expect(await w.code(guest, 'invitations.accept', { token })).toBe('ESCALATION')
    await w.ask(w.ada, 'teams.changeMembers', { id: legal.id, add: [lea.id] })
    await w.ask(guest, 'invitations.accept', { token })
  })
})
