import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  canTable,
  compileContext,
  exceeding,
  exceedingRoles,
  matrixOfRoles,
  resolveScope,
} from '../../../src-main/access/index.ts'
import { BUILT_IN_MATRICES, OPERATIONS, RESOURCE_TYPES } from '../../../src-preload/contract/access.ts'
import { aMatrix, PATIENT, someFacts } from './arbitraries.ts'
import { bot, contextOf, EDITOR, grantTo } from './people.ts'
import { mayDo } from './reference.ts'

describe('exceeding', PATIENT, () => {
  it('lists exactly what the matrix holds and the actor does not, unknown words included', () => {
    fc.assert(
      fc.property(someFacts, aMatrix, (facts, matrix) => {
        const wanted = Object.entries(matrix).flatMap(([type, operations]) =>
          operations.filter((op) => !mayDo(facts, type, null, op)).map((op) => `${type}.${op}`),
        )
        const actor = compileContext(facts, resolveScope('o1'))
        expect(exceeding(actor, matrix)).toEqual([...new Set(wanted)].sort())
      }),
      { numRuns: 1000 },
    )
  })

  it('lets everybody give what they hold', () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        const actor = compileContext(facts, resolveScope('o1'))
        expect(exceeding(actor, canTable(actor))).toEqual([])
      }),
    )
  })

  it('compares a grant on one resource with what the actor may do on that resource', () => {
    const actor = contextOf({
      member: { roleIds: ['editor'] },
      grants: [grantTo({ user: 'ada' }, { type: 'chatbot', resourceId: 'shared', operations: ['share'] })],
    })
    const give = (resourceId: string, resource?: ReturnType<typeof bot>) =>
      exceeding(actor, [{ type: 'chatbot', resourceId, operations: ['update', 'share'] }], () => resource)
    expect(give('bot', bot())).toEqual(['chatbot.share'])
    expect(give('bot', bot({ createdBy: 'ada', visibility: 'private' }))).toEqual([])
    expect(give('bot', bot({ visibility: 'private' }))).toEqual(['chatbot.share', 'chatbot.update'])
    expect(give('shared', bot({ id: 'shared' }))).toEqual([])
    // Facts that were not given never help: the role does not reach what may be private.
    expect(give('bot')).toEqual(['chatbot.share', 'chatbot.update'])
  })

  it('lets nobody give while suspended', () => {
    const actor = contextOf({ member: { roleIds: ['admin'], state: 'suspended' } })
    expect(exceeding(actor, { team: ['read'] })).toEqual(['team.read'])
  })

  it('lets only an admin give the role Admin, even when a custom role lists every operation', () => {
    const everything = { id: 'all', name: 'All', matrix: BUILT_IN_MATRICES.admin(false) }
    const sly = contextOf({ roles: [everything], member: { roleIds: ['all'] } })
    expect(exceeding(sly, matrixOfRoles('organization', [], ['admin']))).toEqual([])
    expect(exceedingRoles(sly, ['admin'])).toEqual(['resource.seeAll'])
    expect(exceedingRoles(sly, ['member', 'all'])).toEqual([])
    expect(exceedingRoles(contextOf({ member: { roleIds: ['admin'] } }), ['admin'])).toEqual([])
  })
})

describe('matrixOfRoles', PATIENT, () => {
  it('is the union, without types of the platform, and nothing for ids that are no role here', () => {
    expect(matrixOfRoles('organization', [EDITOR], ['editor', 'gone', '__proto__'])).toEqual(EDITOR.matrix)
    expect(matrixOfRoles('organization', [], ['admin'])).toEqual(BUILT_IN_MATRICES.admin(false))
    expect(matrixOfRoles('platform', [], ['admin'])).toEqual(BUILT_IN_MATRICES.admin(true))
  })

  it('does not let a custom role take the place of a built-in one', () => {
    const sly = { id: 'viewer', name: 'Viewer', matrix: { team: ['delete'] } } as const
    expect(matrixOfRoles('organization', [sly], ['viewer']).team).toEqual(['read'])
  })
})

describe('canTable', PATIENT, () => {
  it('holds each permission that decide allows on a type, and no other', () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        const table = canTable(compileContext(facts, resolveScope('o1')))
        for (const type of RESOURCE_TYPES)
          expect(table[type] ?? []).toEqual(OPERATIONS[type].filter((op) => mayDo(facts, type, null, op)))
      }),
    )
  })
})
