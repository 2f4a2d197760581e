/** States that take away what was given: of the membership, the user and the organization. */
import {
  CLOSING_OPERATIONS,
  type Operation,
  PLATFORM_TYPES,
  type ResourceType,
  SUSPENDED_OPERATIONS,
} from '../../src-preload/contract/access.ts'
import type { MemberFacts, OrganizationFacts, OrganizationState } from './model.ts'
import { at, bitsOf, DECLARED, IS_PLATFORM, perType } from './vocabulary.ts'

const LEFT: { readonly [S in OrganizationState]: number } = {
  active: ~0,
  suspended: bitsOf(SUSPENDED_OPERATIONS),
  closing: bitsOf(CLOSING_OPERATIONS),
  closed: 0,
}

/** Two tables a state: with and without the platform's types. Shared by all contexts. */
const table = (state: OrganizationState, platform: boolean): Uint32Array =>
  perType((_, i) => (platform || at(IS_PLATFORM, i) === 0 ? at(DECLARED, i) & LEFT[state] : 0))
const both = (state: OrganizationState) => ({ platform: table(state, true), other: table(state, false) })
const TABLES: ReadonlyMap<string, { readonly platform: Uint32Array; readonly other: Uint32Array }> = new Map([
  ['active', both('active')],
  ['suspended', both('suspended')],
  ['closing', both('closing')],
])
const NOTHING_LEFT = perType(() => 0)

type Person = Pick<MemberFacts, 'state' | 'userActive'>

/** What the states leave of each type; a state that is not known leaves nothing. */
export function cutOf(organization: OrganizationFacts, member: Person): Uint32Array {
  if (member.state !== 'active' || member.userActive !== true) return NOTHING_LEFT
  const tables = TABLES.get(organization.state)
  if (tables === undefined) return NOTHING_LEFT
  return organization.kind === 'platform' ? tables.platform : tables.other
}

/**
 * What forbids any change, in words, or null. For what needs no permission, because it concerns only the person; any
 * operation does that no state leaves.
 */
export const describeChangeCut = (organization: OrganizationFacts, member: Person): string | null =>
  describeCut(organization, member, 'member', 'update')

/** What cuts this permission, in words, or null when no state does. */
export function describeCut(
  organization: OrganizationFacts,
  member: Person,
  type: ResourceType,
  operation: Operation,
): string | null {
  if (member.state === 'invited') return 'the invitation has not been accepted yet'
  if (member.state !== 'active') return 'the membership is suspended'
  if (member.userActive !== true) return 'the user account is disabled'
  if (organization.state === 'closed') return 'the organization is closed'
  if (organization.kind !== 'platform' && PLATFORM_TYPES.has(type))
    return 'it belongs to the platform operators'
  if (organization.state === 'suspended' && !SUSPENDED_OPERATIONS.includes(operation))
    return 'the organization is suspended, which leaves only reading, exports and billing'
  if (organization.state === 'closing' && !CLOSING_OPERATIONS.includes(operation))
    return 'the organization is closing, which leaves only reading, exports, billing and turning back'
  return null
}
