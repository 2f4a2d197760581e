import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  compileContext,
  decide,
  predicate,
  type ResourceFacts,
  resolveScope,
} from '../../../src-main/access/index.ts'
import { EVERYTHING, NOTHING, type Predicate } from '../../../src-main/store/index.ts'
import { checkPredicate } from '../../../src-main/store/predicate.ts'
import { anOperation, aResource, aType, operationOf, PATIENT, someFacts, typeOf } from './arbitraries.ts'
import { contextOf, grantTo } from './people.ts'

const FIELDS = { id: 'string', visibility: 'string', teamIds: 'string[]', createdBy: 'string' } as const

/** The predicate's meaning, as the words of `predicate.ts` in the store give it. */
function matches(p: Predicate, resource: ResourceFacts): boolean {
  const values = (field: string): readonly unknown[] =>
    [Object.entries(resource).find(([key]) => key === field)?.[1]].flat()
  if ('eq' in p) return values(p.eq[0]).includes(p.eq[1])
  if ('in' in p) return values(p.in[0]).some((v) => p.in[1].some((wanted) => wanted === v))
  if ('all' in p) return p.all.every((q) => matches(q, resource))
  if ('any' in p) return p.any.some((q) => matches(q, resource))
  if ('not' in p) return !matches(p.not, resource)
  throw new Error(`a condition that lists of resources do not need: ${Object.keys(p).join()}`)
}

describe('predicate', PATIENT, () => {
  it('matches exactly the resources that decide allows', () => {
    fc.assert(
      fc.property(
        someFacts,
        aType,
        anOperation,
        fc.array(aResource, { minLength: 1, maxLength: 8 }),
        (facts, type, operation, resources) => {
          const context = compileContext(facts, resolveScope('o1'))
          const where = predicate(context, typeOf(type), operationOf(operation))
          for (const resource of resources)
            expect(matches(where, resource)).toBe(decide(context, type, resource.id, operation, resource))
        },
      ),
      { numRuns: 1500 },
    )
  })

  it('is of the closed language of queries and names only the fields that a resource has', () => {
    fc.assert(
      fc.property(someFacts, aType, anOperation, (facts, type, operation) => {
        const context = compileContext(facts, resolveScope('o1'))
        checkPredicate(predicate(context, typeOf(type), operationOf(operation)), FIELDS)
      }),
    )
  })

  it('is everything for admins and nothing for somebody without any grant', () => {
    expect(predicate(contextOf({ member: { roleIds: ['admin'] } }), 'chatbot', 'read')).toEqual(EVERYTHING)
    expect(predicate(contextOf({ member: { roleIds: ['viewer'] } }), 'team', 'read')).toEqual(EVERYTHING)
    expect(predicate(contextOf({}), 'team', 'read')).toEqual(NOTHING)
    expect(predicate(contextOf({}), 'chatbot', 'transfer')).toEqual(NOTHING)
    expect(predicate(contextOf({ member: { userActive: false } }), 'chatbot', 'read')).toEqual(NOTHING)
  })

  it('names single resources where nothing else reaches them', () => {
    const grants = [
      grantTo({ team: 'support' }, { type: 'team', resourceId: 'sales', operations: ['update'] }),
    ]
    const context = contextOf({ grants, member: { teamIds: ['support'] } })
    expect(predicate(context, 'team', 'update')).toEqual({ in: ['id', ['sales']] })
  })
})
