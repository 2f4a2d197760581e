/** Founding tenants: an organization with its first admin, a person's personal space, the operators' tenant. */
import type { OrganizationKind } from '../access/model.ts'
import type { Across } from '../store/across/index.ts'
import type { Draft } from '../store/index.ts'
import {
  type MemberRecord,
  members,
  type OrganizationRecord,
  type UserRecord,
} from '../store/records/index.ts'

/** Accents that tell contexts apart; each has enough contrast on light and dark. */
const COLORS = ['indigo', 'teal', 'grape', 'orange', 'cyan', 'pink', 'lime', 'violet', 'blue'] as const
/** Of these a person has one at most, so a colour of its own never meets itself. */
const COLOR_OF_KIND = { platform: 'red', personal: 'gray' } as const

/**
 * The accent of a new tenant: it follows from the short name, and gives way to the accents of the
 * contexts that its people switch from, so that a switch is seen.
 */
function colorOf({ kind, slug, besides = [] }: Founding): string {
  if (kind !== 'organization') return COLOR_OF_KIND[kind]
  const first = [...slug].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) >>> 0, 7)
  const inOrder = COLORS.map((_, i) => COLORS[(first + i) % COLORS.length] ?? 'indigo')
  return inOrder.find((color) => !besides.includes(color)) ?? inOrder[0] ?? 'indigo'
}

export interface Founding {
  readonly kind: OrganizationKind
  readonly name: string
  readonly slug: string
  readonly timeZone: string
  readonly limits: OrganizationRecord['limits']
  readonly ownerId?: string
  /** Accents that its people have in their other contexts. */
  readonly besides?: readonly string[]
}

/** The accents of the organizations in which these people are. */
export async function colorsOf(across: Across, userIds: readonly string[]): Promise<string[]> {
  const colors = new Set<string>()
  for (const userId of new Set(userIds))
    for (const { orgId } of await across.membershipsOf(userId)) {
      const organization = await across.organization(orgId)
      if (organization) colors.add(organization.color)
    }
  return [...colors]
}

export const foundTenant = (across: Across, f: Founding): Promise<OrganizationRecord> =>
  across.createTenant({
    kind: f.kind,
    name: f.name,
    slug: f.slug,
    state: 'active',
    stateReason: '',
    color: colorOf(f),
    settings: {
      timeZone: f.timeZone,
      locale: 'en',
      defaultRoleId: 'member',
      closingGraceDays: 30,
      supportContact: '',
    },
    limits: f.limits,
    plan: { kind: 'trial', openingCredits: 0 },
    erasedAt: null,
    closedBy: null,
    beforeClosing: null,
    ownerId: f.ownerId ?? null,
  })

/** How a membership comes about, and what it gives. */
export interface Joining {
  readonly roleIds: readonly string[]
  readonly source: MemberRecord['source']
  readonly addedBy: string
  readonly joinedAt: string
  readonly teamIds?: readonly string[]
  readonly department?: string
  readonly title?: string
  /** How this tenant calls them. */
  readonly name: string
  /** Of who came by a domain: the claim, and who pays for their use. */
  readonly claimId?: string
  readonly billedTo?: string
}

/** The record of a new membership, with each role and team once: what counts members counts them so. */
export const memberOf = (user: Pick<UserRecord, 'id' | 'email'>, how: Joining): Draft<MemberRecord> => ({
  userId: user.id,
  email: user.email,
  state: 'active',
  department: '',
  title: '',
  ...how,
  roleIds: [...new Set(how.roleIds)],
  teamIds: [...new Set(how.teamIds)],
})

/** Makes a membership. Whether it may be, and room for it, are checked before. */
export const foundMember = (
  across: Across,
  orgId: string,
  user: UserRecord,
  how: Joining,
): Promise<MemberRecord> => across.tenant(orgId).collection(members).insert(memberOf(user, how))

/**
 * An identity of whom a tenant typed the address: not proved by anybody, and called by the address alone, because a
 * name that one tenant typed is not another's to learn (docs/decisions).
 */
export const unproved = (email: string): Draft<UserRecord> => ({
  email,
  name: email.slice(0, email.lastIndexOf('@')),
  verified: false,
  state: 'active',
})

/**
 * The identity with this address; it is created where there is none, as `unproved` unless the person is there
 * `themselves`, with a proved address and a name of their own. Addresses are normalised by the contract.
 */
export async function identityOf(
  across: Across,
  email: string,
  themselves?: { readonly name: string },
): Promise<UserRecord> {
  const known = await across.userByEmail(email)
  if (known) return known
  const draft = unproved(email)
  const [user] = await across.createUsers([themselves ? { ...draft, ...themselves, verified: true } : draft])
  if (!user) throw new Error('The store answered no user.')
  await foundPersonalSpace(across, user)
  return user
}

const personalSlug = (user: UserRecord): string => `personal-${user.id.slice(-12)}`

/**
 * The person's personal space, founded where there is none yet: who came in by an import has it from the
 * first sign-in on (docs/decisions). Answers whether it was founded now.
 */
export async function requirePersonalSpace(across: Across, user: UserRecord): Promise<boolean> {
  if (await across.organizationBySlug(personalSlug(user))) return false
  await foundPersonalSpace(across, user)
  return true
}

/** Every person has a personal space: a tenant with one seat. */
export async function foundPersonalSpace(across: Across, user: UserRecord): Promise<OrganizationRecord> {
  const space = await foundTenant(across, {
    kind: 'personal',
    name: `${user.name} (personal)`,
    slug: personalSlug(user),
    timeZone: 'UTC',
    limits: { seats: 1 },
    ownerId: user.id,
  })
  await foundMember(across, space.id, user, {
    roleIds: ['admin'],
    source: 'created',
    addedBy: '',
    joinedAt: user.createdAt,
    name: user.name,
  })
  return space
}
