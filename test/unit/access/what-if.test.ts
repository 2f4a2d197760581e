import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AccessFacts, whatIf } from '../../../src-main/access/index.ts'
import { OPERATIONS, RESOURCE_TYPES } from '../../../src-preload/contract/access.ts'
import { difference } from '../../../src-preload/contract/permissions.ts'
import { aMatrix, aMember, PATIENT, someFacts } from './arbitraries.ts'
import { EDITOR, factsOf } from './people.ts'
import { mayDo } from './reference.ts'

const PERMISSIONS = RESOURCE_TYPES.flatMap((type) =>
  OPERATIONS[type].map((operation) => ({ type, operation })),
)
const held = (facts: AccessFacts): string[] =>
  PERMISSIONS.filter(({ type, operation }) => mayDo(facts, type, null, operation)).map(
    ({ type, operation }) => `${type}.${operation}`,
  )

describe('whatIf', PATIENT, () => {
  it('gives every member the difference that deciding one by one gives', () => {
    const edits = fc
      .tuple(someFacts, fc.array(aMember, { maxLength: 6 }), fc.array(aMember, { maxLength: 6 }), aMatrix)
      .map(([facts, members, changed, matrix]) => {
        const before = members.map((member, i) => ({ ...facts, member: { ...member, id: `m${i}` } }))
        const roles = facts.roles.map((role) => ({ ...role, matrix }))
        // Some members only have another matrix, some also other roles, teams or states.
        const after = before.map((b, i) => ({
          ...b,
          roles,
          member: { ...(changed[i] ?? b.member), id: `m${i}` },
        }))
        return { before, after }
      })
    fc.assert(
      fc.property(edits, ({ before, after }) => {
        const wanted = before.flatMap((b, i) => {
          const had = held(b)
          const has = after[i] ? held(after[i]) : []
          const gains = has.filter((p) => !had.includes(p))
          const loses = had.filter((p) => !has.includes(p))
          const { id: memberId, name, email } = b.member
          return gains.length + loses.length > 0 ? [{ memberId, name, email, gains, loses }] : []
        })
        const found = whatIf(before, after)
        expect(found.members).toEqual(wanted)
        expect(found.affected).toBe(wanted.length)
        expect(found.gaining).toBe(wanted.filter((m) => m.gains.length > 0).length)
        expect(found.losing).toBe(wanted.filter((m) => m.loses.length > 0).length)
        for (const { permission, gain, lose } of found.totals) {
          expect(gain).toBe(wanted.filter((m) => m.gains.includes(permission)).length)
          expect(lose).toBe(wanted.filter((m) => m.loses.includes(permission)).length)
        }
        expect(found.totals.map((t) => t.permission)).toEqual(
          [...new Set(wanted.flatMap((m) => [...m.gains, ...m.loses]))].sort(),
        )
      }),
      { numRuns: 500 },
    )
  })

  it('counts all of 50,000 members and lists the first hundred', () => {
    const base = factsOf({})
    const idOf = (i: number) => `00000000-0000-7000-8000-${String(i).padStart(12, '0')}`
    const before = Array.from({ length: 50_000 }, (_, i) => ({
      ...base,
      // Lists of its own for each member, as facts read one by one have them.
      roles: [...base.roles],
      member: { ...base.member, id: idOf(i), roleIds: i % 2 === 0 ? ['editor'] : ['viewer'] },
    }))
    const edited = { ...EDITOR, matrix: { chatbot: ['read', 'delete'] } } as const
    const found = whatIf(
      before,
      before.map((facts) => ({ ...facts, roles: [edited] })),
    )
    expect(difference.parse(found)).toEqual(found)
    expect(found).toMatchObject({ affected: 25_000, gaining: 25_000, losing: 25_000 })
    expect(found.totals).toEqual([
      { permission: 'chatbot.delete', gain: 25_000, lose: 0 },
      { permission: 'chatbot.update', gain: 0, lose: 25_000 },
    ])
    expect(found.members.map((m) => m.memberId)).toEqual(Array.from({ length: 100 }, (_, i) => idOf(2 * i)))
  })

  it('counts somebody who leaves as losing all and somebody who joins as gaining all', () => {
    const member = factsOf({ member: { roleIds: ['editor'] } })
    expect(whatIf([member], []).members[0]?.loses).toEqual(['chatbot.read', 'chatbot.update'])
    expect(whatIf([], [member]).members[0]?.gains).toEqual(['chatbot.read', 'chatbot.update'])
  })

  it('shows a suspension as the loss of everything', () => {
    const before = factsOf({ member: { roleIds: ['editor'] } })
    const found = whatIf([before], [{ ...before, member: { ...before.member, state: 'suspended' } }])
    expect(found).toMatchObject({ affected: 1, gaining: 0, losing: 1 })
  })
})
