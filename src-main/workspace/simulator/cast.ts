/** Who and what a simulated event can be about: the sample's organizations with their people and teams. */
import { Across } from '../../store/across/index.ts'
import { eq, type Store } from '../../store/index.ts'
import { approvals, domainClaims, members, teams } from '../../store/records/index.ts'

export interface Troupe {
  readonly orgId: string
  /** A domain that the organization has proved: whoever signs up there is its to tell of. Undefined where it has none. */
  readonly domain: string | undefined
  /** User ids of active members. */
  readonly people: readonly string[]
  readonly admins: readonly string[]
  readonly teams: readonly string[]
}

/** The organizations that are at work, as they are now. */
export async function castOf(store: Store): Promise<Troupe[]> {
  const across = new Across(store)
  const { items } = await across.listOrganizations({ where: eq('state', 'active'), limit: 20 })
  return Promise.all(
    items.map(async ({ id: orgId }) => {
      const db = across.tenant(orgId)
      const active = (await db.collection(members).list({ where: eq('state', 'active'), limit: 500 })).items
      const claim = await db.collection(domainClaims).first(eq('state', 'verified'))
      return {
        orgId,
        domain: claim?.domain,
        people: active.map((m) => m.userId),
        admins: active.filter((m) => m.roleIds.includes('admin')).map((m) => m.userId),
        teams: (await db.collection(teams).list({ limit: 100 })).items.map((t) => t.id),
      }
    }),
  )
}

/** A request that waits, and an admin who may decide it because somebody else asked; undefined where none does. */
export async function waitingIn(
  store: Store,
  { orgId, admins }: Troupe,
): Promise<{ approvalId: string; userId: string; kind: string } | undefined> {
  const waiting = await new Across(store).tenant(orgId).collection(approvals).first(eq('state', 'waiting'))
  const userId = waiting && admins.find((id) => id !== waiting.requesterId && id !== waiting.concernsId)
  return waiting && userId ? { approvalId: waiting.id, userId, kind: waiting.kind } : undefined
}
