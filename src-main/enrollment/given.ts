/** What a new member is given: what the claim says, or what an invitation to the address gives beyond it. */
import type { Matrix } from '../../src-preload/contract/access.ts'
import { matrixOfRoles } from '../access/index.ts'
import { all, eq, isIn, type ScopedStore } from '../store/index.ts'
import {
  type DomainClaimRecord,
  type InvitationRecord,
  invitations,
  roles,
  teams,
} from '../store/records/index.ts'
import { authorStillHolds, isBuiltIn, rolesOf } from '../tenancy/index.ts'
import type { Work } from '../work/index.ts'

export interface Given {
  readonly roleIds: readonly string[]
  readonly teamIds: readonly string[]
  /** The pending invitation to the address: with the membership it has served its purpose. */
  readonly invitation: InvitationRecord | undefined
  /** Whether the invitation decided the roles. */
  readonly invited: boolean
  /** The claim's role is gone, and the least one is given instead. */
  readonly fallback: boolean
}

const LEAST = 'viewer'

/** `email` is the verified address; the claim is of the tenant of `db`. */
export async function givenBy(
  work: Work,
  db: ScopedStore,
  claim: Pick<DomainClaimRecord, 'orgId' | 'roleId' | 'teamIds'>,
  email: string,
): Promise<Given> {
  const there = isBuiltIn(claim.roleId) || (await db.collection(roles).get(claim.roleId)) !== undefined
  const roleId = there ? claim.roleId : LEAST
  const own = { roleIds: [roleId], teamIds: await thereOf(db, claim.teamIds), fallback: !there }
  const open = (await work.standingOf(claim.orgId))?.invited ?? 0
  const toThem = all(eq('email', email), eq('state', 'pending'))
  const invitation = open === 0 ? undefined : await db.collection(invitations).first(toThem)
  const runs = invitation && invitation.expiresAt > work.now.toISOString()
  if (!runs || !(await authorStillHolds(work, invitation))) return { ...own, invitation, invited: false }
  const more = await higherOf(db, [roleId], invitation.roleIds)
  const teamIds = [...new Set([...own.teamIds, ...(await thereOf(db, invitation.teamIds))])]
  return {
    ...own,
    teamIds,
    invitation,
    invited: more !== 'claim',
    ...(more === 'claim' ? {} : { roleIds: rolesFor(more, roleId, invitation) }),
  }
}

const rolesFor = (more: 'invitation' | 'both', roleId: string, { roleIds }: InvitationRecord): string[] =>
  more === 'invitation' ? [...roleIds] : [...new Set([roleId, ...roleIds])]

async function thereOf(db: ScopedStore, teamIds: readonly string[]): Promise<string[]> {
  if (teamIds.length === 0) return []
  const found = await db.collection(teams).list({ where: isIn('id', [...teamIds]), limit: teamIds.length })
  return found.items.map((t) => t.id)
}

/** Which side gives all that the other gives; both where each gives something of its own. */
async function higherOf(
  db: ScopedStore,
  claim: readonly string[],
  invitation: readonly string[],
): Promise<'claim' | 'invitation' | 'both'> {
  const custom = (await rolesOf(db, false)).filter((r) => !r.builtIn)
  const within = (a: readonly string[], b: readonly string[]): boolean => {
    // The role Admin is more than its matrix: no visibility limits it.
    if (a.includes('admin')) return b.includes('admin')
    const held = matrixOfRoles('organization', custom, b)
    return permissionsOf(matrixOfRoles('organization', custom, a)).every(([type, operation]) =>
      (held[type] ?? []).includes(operation),
    )
  }
  if (within(invitation, claim)) return 'claim'
  return within(claim, invitation) ? 'invitation' : 'both'
}

type TypeName = keyof Matrix
const permissionsOf = (matrix: Matrix) =>
  (Object.keys(matrix) as TypeName[]).flatMap((type) =>
    (matrix[type] ?? []).map((operation) => [type, operation] as const),
  )
