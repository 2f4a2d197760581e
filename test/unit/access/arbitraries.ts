/** Facts of small organizations, dense enough that grants, teams and resources meet, with hostile strings among them. */
import fc from 'fast-check'
import type { AccessFacts, GrantFacts, MemberFacts, ResourceFacts } from '../../../src-main/access/index.ts'
import { ALL_OPERATIONS } from '../../../src-main/access/vocabulary.ts'
import {
  type Matrix,
  type Operation,
  RESOURCE_KINDS,
  RESOURCE_TYPES,
  type ResourceType,
} from '../../../src-preload/contract/access.ts'

/** Words that are neither types nor operations, among them keys that every object has. */
export const HOSTILE = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '',
  'READ',
  'chatbot ',
  '*',
  '0',
]

// What a record holds is not checked again by the engine: words of another version may be in it.
const asType = (s: string) => s as ResourceType
const asOperation = (s: string) => s as Operation

// Kinds more often than the rest: they have the more rules.
export const aType = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...RESOURCE_KINDS) },
  { weight: 4, arbitrary: fc.constantFrom(...RESOURCE_TYPES) },
  { weight: 1, arbitrary: fc.constantFrom(...HOSTILE) },
)
export const anOperation = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('read', 'update', 'delete', 'share', 'create') },
  { weight: 4, arbitrary: fc.constantFrom(...ALL_OPERATIONS) },
  { weight: 1, arbitrary: fc.constantFrom(...HOSTILE) },
)
const operations = fc.array(anOperation.map(asOperation), { maxLength: 4 })
export const aMatrix: fc.Arbitrary<Matrix> = fc
  .array(fc.tuple(aType, operations), { maxLength: 4 })
  // `fromEntries` makes `__proto__` an own property, as a parser of JSON does.
  .map((entries) => Object.fromEntries(entries))

const USERS = ['u1', 'u2', 'u3']
const TEAMS = ['t1', 't2', 't3']
export const RESOURCE_IDS = ['r1', 'r2', 'r3', '__proto__']
const aTeam = fc.constantFrom(...TEAMS, 'foreign')

const grant: fc.Arbitrary<GrantFacts> = fc.record({
  id: fc.uuid(),
  subjectKind: fc.constantFrom('user', 'team'),
  subjectId: fc.constantFrom(...USERS, ...TEAMS),
  type: aType.map(asType),
  resourceId: fc.option(fc.constantFrom(...RESOURCE_IDS)),
  operations,
})

const mostly = <T>(usual: T, ...others: T[]) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) })

export const aMember: fc.Arbitrary<MemberFacts> = fc.record({
  id: fc.uuid(),
  userId: fc.constantFrom(...USERS),
  name: fc.constantFrom('Ada', 'Ben'),
  email: fc.constant('ada@example.org'),
  state: mostly('active', 'suspended', 'invited'),
  userActive: mostly(true, false),
  roleIds: fc.uniqueArray(
    fc.oneof(
      { weight: 1, arbitrary: fc.constantFrom('admin', 'member', 'viewer') },
      { weight: 3, arbitrary: fc.constantFrom('c1', 'c2', 'c3', 'gone') },
    ),
    { maxLength: 3 },
  ),
  teamIds: fc.uniqueArray(aTeam, { maxLength: 3 }),
})

export const someFacts: fc.Arbitrary<AccessFacts> = fc.record({
  organization: fc.record({
    id: fc.constant('o1'),
    kind: mostly('organization', 'personal', 'platform'),
    state: mostly('active', 'suspended', 'closing', 'closed'),
  }),
  member: aMember,
  roles: fc.uniqueArray(
    // A custom role that calls itself `admin` must not become the built-in one.
    fc.record({
      id: fc.constantFrom('c1', 'c2', 'c3', 'admin'),
      name: fc.string({ maxLength: 3 }),
      matrix: aMatrix,
    }),
    { maxLength: 4, selector: (role) => role.id },
  ),
  teams: fc.subarray(TEAMS).map((ids) => ids.map((id) => ({ id, name: `Team ${id}` }))),
  grants: fc.array(grant, { maxLength: 8 }),
})

export const aResource: fc.Arbitrary<ResourceFacts> = fc.record({
  id: fc.constantFrom(...RESOURCE_IDS),
  visibility: fc.constantFrom('organization', 'teams', 'private'),
  teamIds: fc.uniqueArray(aTeam, { maxLength: 2 }),
  createdBy: fc.constantFrom(...USERS),
})

export const typeOf = asType
export const operationOf = asOperation

/** Properties are tried many times over; a busy machine may take its time with them. */
export const PATIENT = { timeout: 60_000 } as const
