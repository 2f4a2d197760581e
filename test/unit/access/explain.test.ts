import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  compileContext,
  decide,
  decideWithReason,
  describePermission,
  explain,
  forbidden,
  resolveScope,
} from '../../../src-main/access/index.ts'
import { OPERATIONS, RESOURCE_TYPES } from '../../../src-preload/contract/access.ts'
import { explanation } from '../../../src-preload/contract/permissions.ts'
import { anOperation, aResource, aType, operationOf, PATIENT, someFacts, typeOf } from './arbitraries.ts'
import { bot, contextOf, EDITOR, grantTo } from './people.ts'
import { isCut } from './reference.ts'

const update = { type: 'chatbot', operation: 'update', resourceId: 'bot' } as const
const deleteTeams = { type: 'team', operation: 'delete', resourceId: null } as const

describe('explain', PATIENT, () => {
  it('agrees with decide, names an allowance for every yes and a lack or a cut for every no', () => {
    fc.assert(
      fc.property(someFacts, aType, anOperation, fc.option(aResource), (facts, type, operation, resource) => {
        const context = compileContext(facts, resolveScope('o1'))
        const id = resource?.id ?? null
        const question = { type: typeOf(type), operation: operationOf(operation), resourceId: id }
        const why = explain(context, question, resource ?? undefined)
        expect(why.allowed).toBe(decide(context, type, id, operation, resource ?? undefined))
        expect(why.because.length > 0).toBe(why.allowed)
        expect(why.missing !== null || why.cut !== null).toBe(!why.allowed)
        expect(why.sentence).toMatch(
          why.allowed ? /^(Ada|Ben) may .+ because .+\.$/ : /^(Ada|Ben) may not .+: .+\.$/,
        )
        const first = decideWithReason(context, type, id, operation, resource ?? undefined).because
        expect(why.because[0] ?? null).toEqual(first)
      }),
      { numRuns: 1000 },
    )
  })

  it('names as would-allow exactly the roles with which decide would allow it', () => {
    fc.assert(
      fc.property(someFacts, aType, anOperation, fc.option(aResource), (facts, type, operation, resource) => {
        const scope = resolveScope('o1')
        const id = resource?.id ?? null
        const question = { type: typeOf(type), operation: operationOf(operation), resourceId: id }
        const why = explain(compileContext(facts, scope), question, resource ?? undefined)
        if (why.allowed || isCut(facts, type, operation)) {
          expect(why.wouldAllow).toEqual([])
          return
        }
        const custom = facts.roles.map((role) => role.id).filter((roleId) => roleId !== 'admin')
        const wanted = ['admin', 'member', 'viewer', ...custom].filter((roleId) => {
          const member = { ...facts.member, roleIds: [...facts.member.roleIds, roleId] }
          return decide(
            compileContext({ ...facts, member }, scope),
            type,
            id,
            operation,
            resource ?? undefined,
          )
        })
        expect(why.wouldAllow.map((a) => a.id).sort()).toEqual(wanted.sort())
      }),
      { numRuns: 1000 },
    )
  })

  it('says every role, team, share and ownership that allows, in one sentence', () => {
    const context = contextOf({
      member: { roleIds: ['editor'], teamIds: ['support', 'sales'] },
      grants: [
        grantTo({ team: 'support' }, { ...update, operations: ['update'] }),
        grantTo({ team: 'sales' }, { type: 'chatbot', operations: ['update'] }),
        grantTo({ user: 'ada' }, { ...update, operations: ['update'] }),
      ],
    })
    const why = explain(context, update, bot({ createdBy: 'ada' }))
    expect(explanation.parse(why)).toEqual(why)
    expect(why.because.map((a) => `${a.kind} ${a.name}`)).toEqual([
      'role Editor',
      'teamGrant Sales',
      'share Ada',
      'share Support',
      'ownership Ada',
    ])
    expect(why.sentence).toBe(
      'Ada may update this chatbot because the role Editor allows it, the team Sales allows it, it is shared with Ada, the team Support shares it and Ada created it.',
    )
  })

  it('says what is missing and who could give it', () => {
    const context = contextOf({ member: { name: 'Ben', roleIds: ['viewer'] } })
    const why = explain(context, deleteTeams)
    expect(why).toMatchObject({ allowed: false, missing: 'team.delete', cut: null, because: [] })
    expect(why.wouldAllow).toEqual([{ kind: 'role', id: 'admin', name: 'Admin' }])
    expect(why.sentence).toBe(
      'Ben may not delete teams: none of their roles (Viewer) and teams (none) grants team.delete. The role Admin would.',
    )
  })

  it('names a team only when joining it would help, visibility included', () => {
    const teams = [
      { id: 'support', name: 'Support' },
      { id: 'sales', name: 'Sales' },
    ]
    const grants = [
      grantTo({ team: 'support' }, { type: 'chatbot', operations: ['update'] }),
      grantTo({ team: 'sales' }, { ...update, operations: ['update'] }),
    ]
    const named = (visibility: 'organization' | 'private') =>
      explain(contextOf({}), update, bot({ visibility }), [EDITOR], teams, grants).wouldAllow.map(
        (a) => a.name,
      )
    expect(named('organization')).toEqual(['Admin', 'Member', 'Editor', 'Support', 'Sales'])
    expect(named('private')).toEqual(['Admin', 'Sales'])
    const assumed = explain(contextOf({}), update, bot({ visibility: 'private' }), [EDITOR], teams)
    expect(assumed.wouldAllow.map((a) => a.name)).toEqual(['Admin'])
  })

  it('says that the role is there but the resource is not visible', () => {
    const context = contextOf({ member: { roleIds: ['editor'] } })
    expect(explain(context, update, bot({ visibility: 'private' })).sentence).toBe(
      'Ada may not update this chatbot: the role Editor allows it on chatbots that are visible, but this one is private to its creator. The role Admin would.',
    )
    expect(explain(context, update, bot({ visibility: 'teams', teamIds: ['sales'] })).sentence).toContain(
      'but this one is only for its teams',
    )
  })

  it('says what cuts, and that nothing is missing when only the state stands in the way', () => {
    const admin = { roleIds: ['admin'] }
    const cut = (given: Parameters<typeof contextOf>[0]) => {
      const { missing, wouldAllow, cut } = explain(contextOf(given), deleteTeams)
      expect({ missing, wouldAllow }).toEqual({ missing: null, wouldAllow: [] })
      return cut
    }
    expect(cut({ member: { ...admin, state: 'suspended' } })).toBe('the membership is suspended')
    expect(cut({ member: { ...admin, state: 'invited' } })).toBe('the invitation has not been accepted yet')
    expect(cut({ member: { ...admin, userActive: false } })).toBe('the user account is disabled')
    expect(cut({ member: admin, organization: { state: 'closed' } })).toBe('the organization is closed')
    expect(cut({ member: admin, organization: { state: 'suspended' } })).toContain('suspended')
    const both = explain(contextOf({ member: { state: 'suspended' } }), deleteTeams)
    expect(both).toMatchObject({ missing: 'team.delete', cut: 'the membership is suspended' })
  })
})

describe('forbidden', PATIENT, () => {
  it('carries the missing permission and what would grant it', () => {
    const error = forbidden(contextOf({ member: { roleIds: ['viewer'] } }), 'team', 'delete')
    expect(error).toMatchObject({ code: 'FORBIDDEN', data: { missing: 'team.delete' } })
    expect(error.message).toMatch(/^You may not delete teams: the role Admin would grant it/)
  })

  it('names the state that cuts', () => {
    const context = contextOf({ member: { roleIds: ['admin'] }, organization: { state: 'suspended' } })
    expect(forbidden(context, 'team', 'delete').data.because).toMatch(/^The organization is suspended/)
  })
})

describe('describePermission', PATIENT, () => {
  it('has words for every permission of the table', () => {
    expect(describePermission('team.delete')).toBe('delete teams')
    expect(describePermission('event.redrive')).toBe('send again events')
    for (const type of RESOURCE_TYPES)
      for (const operation of OPERATIONS[type])
        expect(describePermission(`${type}.${operation}`)).toMatch(/^[a-z ]+ [a-z' ]+$/)
  })
})
