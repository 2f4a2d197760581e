import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type AccessContext,
  compileContext,
  HeldContexts,
  resolveScope,
} from '../../../src-main/access/index.ts'
import { PATIENT } from './arbitraries.ts'
import { factsOf } from './people.ts'

const USERS = ['ada', 'ben', 'acme', '', '__proto__', 'constructor']
const ORGANIZATIONS = ['acme', 'globex', 'initech', 'ada', '__proto__']
const madeFor = (userId: string, orgId: string): AccessContext =>
  compileContext(factsOf({ organization: { id: orgId }, member: { userId } }), resolveScope(orgId))

const aUser = fc.constantFrom(...USERS)
const anOrganization = fc.constantFrom(...ORGANIZATIONS)
const aStep = fc.oneof(
  { weight: 8, arbitrary: fc.record({ keep: fc.tuple(aUser, anOrganization) }) },
  { weight: 3, arbitrary: fc.record({ drop: anOrganization }) },
  { weight: 1, arbitrary: fc.constant('clear' as const) },
)

describe('the contexts that are kept', PATIENT, () => {
  it('are those of a plain table of pairs, whatever came and went before', () => {
    fc.assert(
      fc.property(fc.array(aStep, { maxLength: 40 }), (steps) => {
        const held = new HeldContexts()
        const plain = new Map<string, AccessContext>()
        const key = (userId: string, orgId: string) => JSON.stringify([userId, orgId])
        for (const step of steps) {
          if (step === 'clear') {
            held.clear()
            plain.clear()
          } else if ('keep' in step) {
            const context = madeFor(...step.keep)
            held.keep(context)
            plain.set(key(...step.keep), context)
          } else {
            held.drop(step.drop)
            for (const userId of USERS) plain.delete(key(userId, step.drop))
          }
          for (const userId of USERS)
            for (const orgId of ORGANIZATIONS)
              expect(held.get(userId, orgId)).toBe(plain.get(key(userId, orgId)))
        }
      }),
    )
  })
})
