/** The population that every engine is given, and the requests that it is asked; the same at every run. */
import { randomUUID } from 'node:crypto'
import type { AccessFacts, GrantFacts, MemberFacts, RoleFacts } from '../../../src-main/access/index.ts'
import {
  OPERATIONS,
  type Operation,
  RESOURCE_KINDS,
  type ResourceType,
} from '../../../src-preload/contract/access.ts'

/** Twelve types with up to five operations each, as their own declarations list them. */
export const TYPES: readonly ResourceType[] = [
  ...RESOURCE_KINDS,
  'organization',
  'member',
  'team',
  'role',
  'invitation',
  'domain',
  'approval',
  'credit',
]
export const operationsOf = (type: ResourceType): readonly Operation[] => OPERATIONS[type].slice(0, 5)

export interface Organization {
  readonly id: string
  readonly roles: readonly RoleFacts[]
  readonly members: readonly MemberFacts[]
  readonly shares: readonly GrantFacts[]
}
export interface World {
  readonly organizations: readonly Organization[]
  readonly userIds: readonly string[]
}
export interface Request {
  readonly userId: string
  readonly orgId: string
  readonly type: ResourceType
  readonly id: string
  readonly operation: Operation
}

/** A small generator of numbers below 1 with a seed (mulberry32), so that runs can be compared. */
export function seeded(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
export const pick = <T>(random: () => number, list: readonly T[]): T => {
  const found = list[Math.floor(random() * list.length)]
  if (found === undefined) throw new RangeError('Nothing to pick from.')
  return found
}

/**
 * An id as it comes from a database or a message: one piece of memory. `randomUUID` joins its answer of many,
 * which slows whoever compares it.
 */
const newId = (): string => Buffer.from(randomUUID(), 'latin1').toString('latin1')

const SHARED_RESOURCES = 10
const RECEIVERS = 2

/** Every user is a member of two organizations, with one or two of three roles of each. */
export function makeWorld(organizations: number, members: number): World {
  const random = seeded(organizations * 1000 + members)
  const userIds = Array.from({ length: (organizations * members) / 2 }, () => newId())
  const made = Array.from({ length: organizations }, (_, o): Organization => {
    const id = newId()
    const roles = [0.9, 0.5, 0.2].map(
      (density, r): RoleFacts => ({
        id: `${id}-role-${r}`,
        name: `Role ${r}`,
        matrix: Object.fromEntries(TYPES.map((t) => [t, operationsOf(t).filter(() => random() < density)])),
      }),
    )
    const list = Array.from({ length: members }, (_, m): MemberFacts => {
      // Neighbouring users share their first organization and not their second.
      const nth = o * members + m
      const userId = userIds[nth < userIds.length ? nth : (nth * 7919) % userIds.length] ?? ''
      const roleIds = [
        ...new Set([pick(random, roles).id, ...(random() < 0.5 ? [pick(random, roles).id] : [])]),
      ]
      return {
        id: newId(),
        userId,
        name: `Person ${m}`,
        email: `person-${m}@${o}.example.org`,
        state: 'active',
        userActive: true,
        roleIds,
        teamIds: [],
      }
    })
    const shares = Array.from({ length: SHARED_RESOURCES }, () => ({
      id: newId(),
      type: pick(random, RESOURCE_KINDS),
    }))
      .flatMap((resource) =>
        Array.from({ length: RECEIVERS }, () => ({ resource, member: pick(random, list) })),
      )
      .map(
        ({ resource, member }): GrantFacts => ({
          id: newId(),
          subjectKind: 'user',
          subjectId: member.userId,
          type: resource.type,
          resourceId: resource.id,
          operations: ['read', 'update'],
        }),
      )
    return { id, roles, members: list, shares }
  })
  return { organizations: made, userIds }
}

/** The facts of one organization's members, without the member. */
export const partOf = ({ id, roles, shares }: Organization): Omit<AccessFacts, 'member'> => ({
  organization: { id, kind: 'organization', state: 'active' },
  roles,
  teams: [],
  grants: shares,
})

/**
 * Somebody asks in an organization of theirs or, when `spread`, anybody anywhere, mostly where they are no
 * member; each asks `inARow` times before the next one does. One request in twenty is about a shared resource.
 */
export function makeRequests(world: World, count: number, spread: boolean, inARow = 1): Request[] {
  const random = seeded(spread ? 2 : 1)
  return Array.from({ length: count / inARow }, (): Request[] => {
    const organization = pick(random, world.organizations)
    const userId = spread ? pick(random, world.userIds) : pick(random, organization.members).userId
    return Array.from({ length: inARow }, () => requestOf(random, organization, userId))
  }).flat()
}

function requestOf(random: () => number, organization: Organization, anybody: string): Request {
  const orgId = organization.id
  if (random() < 0.05) {
    const share = pick(random, organization.shares)
    const userId = random() < 0.5 ? share.subjectId : anybody
    const operation = pick(random, operationsOf(share.type))
    return { userId, orgId, type: share.type, id: share.resourceId ?? '', operation }
  }
  const type = pick(random, TYPES)
  const operation = pick(random, operationsOf(type))
  return { userId: anybody, orgId, type, id: newId(), operation }
}
