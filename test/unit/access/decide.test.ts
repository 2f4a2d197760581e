import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CompiledOrganization,
  compileContext,
  decide,
  decideBatch,
  decideWithReason,
  explain,
  resolveScope,
} from '../../../src-main/access/index.ts'
import { ALL_OPERATIONS } from '../../../src-main/access/vocabulary.ts'
import { RESOURCE_TYPES } from '../../../src-preload/contract/access.ts'
import {
  aMember,
  anOperation,
  aResource,
  aType,
  HOSTILE,
  operationOf,
  PATIENT,
  RESOURCE_IDS,
  someFacts,
  typeOf,
} from './arbitraries.ts'
import { bot, contextOf, EDITOR, factsOf, grantTo } from './people.ts'
import { mayDo } from './reference.ts'

const RUNS = { numRuns: 1500 }
const anId = fc.option(fc.constantFrom(...RESOURCE_IDS))
const compile = (facts: Parameters<typeof mayDo>[0]) =>
  compileContext(facts, resolveScope(facts.organization.id))

describe('decide', PATIENT, () => {
  it('answers like the sentences of the domain, for types and for ids', () => {
    fc.assert(
      fc.property(someFacts, aType, anId, anOperation, (facts, type, id, operation) => {
        expect(decide(compile(facts), type, id, operation)).toBe(mayDo(facts, type, id, operation))
      }),
      RUNS,
    )
  })

  it('answers like the sentences of the domain for a resource with visibility and creator', () => {
    fc.assert(
      fc.property(someFacts, aType, aResource, anOperation, (facts, type, resource, operation) => {
        const context = compile(facts)
        expect(decide(context, type, resource.id, operation, resource)).toBe(
          mayDo(facts, type, resource.id, operation, resource),
        )
      }),
      RUNS,
    )
  })

  it('answers every permission of the table like the sentences of the domain', () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        const context = compile(facts)
        for (const type of RESOURCE_TYPES)
          for (const operation of ALL_OPERATIONS)
            expect(decide(context, type, null, operation)).toBe(mayDo(facts, type, null, operation))
      }),
      { numRuns: 200 },
    )
  })

  it('gives the same answer with reason, in a batch and alone', () => {
    fc.assert(
      fc.property(
        someFacts,
        fc.array(fc.tuple(aType, anOperation, fc.option(aResource), fc.boolean()), { maxLength: 10 }),
        (facts, asked) => {
          const context = compile(facts)
          for (const [type, operation, resource, known] of asked) {
            const id = resource?.id ?? null
            const given = known && resource ? resource : undefined
            const alone = decide(context, type, id, operation, given)
            // Twice, since the second answer comes from the kept reasons.
            for (let i = 0; i < 2; i++) {
              const { allowed, because } = decideWithReason(context, type, id, operation, given)
              expect(allowed).toBe(alone)
              expect(because === null).toBe(!alone)
            }
            const question = { type: typeOf(type), operation: operationOf(operation), resourceId: id }
            const resources = given && new Map([[given.id, given]])
            expect(decideBatch(context, [question, question], resources)).toEqual([alone, alone])
          }
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('answers for each of many members of one organization as for that member alone', () => {
    fc.assert(
      fc.property(
        someFacts,
        fc.array(aMember, { maxLength: 6 }),
        aType,
        aResource,
        anOperation,
        (facts, members, type, resource, operation) => {
          const scope = resolveScope(facts.organization.id)
          const compiled = new CompiledOrganization(facts)
          // Twice each: the second context is made from what the first left behind.
          for (const member of [...members, ...members])
            expect(decide(compiled.contextOf(member, scope), type, resource.id, operation, resource)).toBe(
              mayDo({ ...facts, member }, type, resource.id, operation, resource),
            )
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('keeps members with the same roles apart when only one is active', () => {
    const facts = factsOf({ member: { roleIds: ['editor'] } })
    const compiled = new CompiledOrganization(facts)
    const may = (change: Partial<typeof facts.member>) =>
      decide(
        compiled.contextOf({ ...facts.member, ...change }, resolveScope('acme')),
        'chatbot',
        null,
        'read',
      )
    expect([may({}), may({ userActive: false }), may({ state: 'suspended' }), may({})]).toEqual([
      true,
      false,
      false,
      true,
    ])
  })

  it('does not depend on the order of roles, teams and grants', () => {
    const shuffled = someFacts.chain((facts) =>
      fc
        .tuple(
          fc.shuffledSubarray([...facts.roles], { minLength: facts.roles.length }),
          fc.shuffledSubarray([...facts.teams], { minLength: facts.teams.length }),
          fc.shuffledSubarray([...facts.grants], { minLength: facts.grants.length }),
          fc.shuffledSubarray([...facts.member.roleIds], { minLength: facts.member.roleIds.length }),
        )
        .map(([roles, teams, grants, roleIds]) => ({
          facts,
          other: { ...facts, roles, teams, grants, member: { ...facts.member, roleIds } },
        })),
    )
    fc.assert(
      fc.property(shuffled, aType, aResource, anOperation, ({ facts, other }, type, resource, operation) => {
        const ask = (f: typeof facts) => decideWithReason(compile(f), type, resource.id, operation, resource)
        expect(ask(other)).toEqual(ask(facts))
      }),
      { numRuns: 1000 },
    )
  })

  it('denies unknown types and operations, also keys that every object has, and never throws', () => {
    const admin = contextOf({ member: { roleIds: ['admin'] } })
    for (const word of [...HOSTILE, 'valueOf', '__defineGetter__', 'x'.repeat(10_000)])
      for (const id of [null, 'bot', word]) {
        expect(decide(admin, word, id, 'read')).toBe(false)
        expect(decide(admin, 'chatbot', id, word)).toBe(false)
        expect(decide(admin, word, id, word, bot({ id: id ?? '' }))).toBe(false)
        expect(decideWithReason(admin, word, id, word).allowed).toBe(false)
      }
  })

  it('denies an operation that the type does not declare, even when a role lists it', () => {
    const role = {
      id: 'odd',
      name: 'Odd',
      matrix: { team: ['read', 'purchase'], chatbot: ['redrive'] },
    } as const
    const context = contextOf({ roles: [role], member: { roleIds: ['odd'] } })
    expect(decide(context, 'team', null, 'read')).toBe(true)
    expect(decide(context, 'team', null, 'purchase')).toBe(false)
    expect(decide(context, 'chatbot', null, 'redrive')).toBe(false)
  })

  it('denies when the facts are of another resource than the one asked about', () => {
    const context = contextOf({ member: { roleIds: ['admin'] } })
    expect(decide(context, 'chatbot', 'other', 'read', bot())).toBe(false)
    expect(decide(context, 'chatbot', null, 'read', bot())).toBe(false)
    expect(decideWithReason(context, 'chatbot', 'other', 'read', bot()).allowed).toBe(false)
    const question = { type: 'chatbot', operation: 'read', resourceId: 'other' } as const
    expect(explain(context, question, bot())).toMatchObject({ allowed: false, because: [] })
  })
})

describe('what allows', PATIENT, () => {
  it('a grant on one resource does not reach the type, another resource or another type with the same id', () => {
    const context = contextOf({
      grants: [grantTo({ user: 'ada' }, { type: 'chatbot', resourceId: 'bot', operations: ['update'] })],
    })
    expect(decide(context, 'chatbot', 'bot', 'update', bot({ visibility: 'private' }))).toBe(true)
    expect(decide(context, 'chatbot', null, 'update')).toBe(false)
    expect(decide(context, 'chatbot', 'bot 2', 'update', bot({ id: 'bot 2' }))).toBe(false)
    expect(decide(context, 'assistant', 'bot', 'update', bot())).toBe(false)
  })

  it('a grant of update does not bring read with it', () => {
    const context = contextOf({
      grants: [grantTo({ user: 'ada' }, { type: 'chatbot', resourceId: 'bot', operations: ['update'] })],
    })
    expect(decide(context, 'chatbot', 'bot', 'read', bot())).toBe(false)
  })

  it('a grant on a type to a user counts for nothing: types come from roles and teams', () => {
    const context = contextOf({
      grants: [grantTo({ user: 'ada' }, { type: 'chatbot', operations: ['read'] })],
    })
    expect(decide(context, 'chatbot', null, 'read')).toBe(false)
  })

  it("another organization's role or team that got into a membership gives nothing", () => {
    const context = contextOf({
      roles: [],
      member: { roleIds: ['editor'], teamIds: ['elsewhere'] },
      grants: [grantTo({ team: 'elsewhere' }, { type: 'chatbot', operations: ['read'] })],
    })
    expect(decide(context, 'chatbot', null, 'read')).toBe(false)
    expect(
      decide(context, 'chatbot', 'bot', 'read', bot({ visibility: 'teams', teamIds: ['elsewhere'] })),
    ).toBe(false)
  })

  it('a private resource is reached by its creator and admins, not by a role that lists every operation', () => {
    const role = {
      id: 'all',
      name: 'All',
      matrix: { chatbot: ['read', 'update', 'delete', 'share', 'transfer'] },
    } as const
    const hidden = bot({ visibility: 'private' })
    const ask = (roleId: string, createdBy = 'somebody') =>
      decide(contextOf({ roles: [role], member: { roleIds: [roleId] } }), 'chatbot', 'bot', 'read', {
        ...hidden,
        createdBy,
      })
    expect([ask('all'), ask('admin'), ask('all', 'ada'), ask('none', 'ada')]).toEqual([
      false,
      true,
      true,
      true,
    ])
  })

  it('the creator may do what owners may, and not transfer', () => {
    const context = contextOf({})
    const own = bot({ visibility: 'private', createdBy: 'ada' })
    const may = ['create', 'read', 'update', 'delete', 'share', 'transfer'].filter((operation) =>
      decide(context, 'chatbot', 'bot', operation, own),
    )
    expect(may).toEqual(['read', 'update', 'delete', 'share'])
  })

  it('having created a record that is not of the four kinds gives nothing', () => {
    expect(decide(contextOf({}), 'team', 'bot', 'update', bot({ createdBy: 'ada' }))).toBe(false)
  })

  it("another role's allow is never beaten: permissions only add up", () => {
    const context = contextOf({ member: { roleIds: ['viewer', 'editor'] } })
    expect(decide(context, 'chatbot', null, 'update')).toBe(true)
  })
})

describe('what cuts', PATIENT, () => {
  const ask = (given: Parameters<typeof contextOf>[0], operation: string) =>
    decide(
      contextOf({ ...given, member: { roleIds: ['admin'], ...given.member } }),
      'credit',
      null,
      operation,
    )

  it('a suspended or invited membership and a disabled user may nothing, not even what they own or are given', () => {
    const grants = [grantTo({ user: 'ada' }, { type: 'chatbot', resourceId: 'bot', operations: ['read'] })]
    for (const member of [{ state: 'suspended' }, { state: 'invited' }, { userActive: false }] as const) {
      expect(ask({ member }, 'read')).toBe(false)
      const context = contextOf({ member, grants })
      expect(decide(context, 'chatbot', 'bot', 'read', bot({ createdBy: 'ada' }))).toBe(false)
    }
  })

  it('a suspended organization leaves reads, exports and billing', () => {
    const organization = { state: 'suspended' } as const
    const left = ['read', 'purchase', 'allocate', 'export'].filter((o) => ask({ organization }, o))
    expect(left).toEqual(['read', 'purchase', 'export'])
    const admin = contextOf({ organization, member: { roleIds: ['admin'] } })
    expect(decide(admin, 'organization', null, 'restore')).toBe(false)
    expect(decide(admin, 'chatbot', 'bot', 'update', bot({ createdBy: 'ada' }))).toBe(false)
  })

  it('a closing organization can also be restored, a closed one nothing', () => {
    const restore = (state: 'closing' | 'closed') =>
      decide(
        contextOf({ organization: { state }, member: { roleIds: ['admin'] } }),
        'organization',
        null,
        'restore',
      )
    expect([restore('closing'), restore('closed')]).toEqual([true, false])
    expect(ask({ organization: { state: 'closed' } }, 'read')).toBe(false)
  })

  it("the platform's types exist only in the platform's tenant, whatever a role lists", () => {
    const role = { id: 'sly', name: 'Sly', matrix: { platformOrganization: ['read', 'close'] } } as const
    const may = (kind: 'organization' | 'personal' | 'platform', roleId: string) =>
      decide(
        contextOf({ organization: { kind }, roles: [role], member: { roleIds: [roleId] } }),
        'platformOrganization',
        null,
        'close',
      )
    expect(may('organization', 'sly')).toBe(false)
    expect(may('personal', 'admin')).toBe(false)
    expect(may('platform', 'sly')).toBe(true)
    expect(may('platform', 'admin')).toBe(true)
  })

  it('a revoked role is gone in the context made after it', () => {
    const facts = factsOf({ member: { roleIds: ['editor'] } })
    const revoked = { ...facts, member: { ...facts.member, roleIds: [] } }
    expect(decide(compile(facts), 'chatbot', null, 'update')).toBe(true)
    expect(decide(compile(revoked), 'chatbot', null, 'update')).toBe(false)
    expect(facts.roles).toEqual([EDITOR])
  })
})
