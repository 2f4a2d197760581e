/** Who could move in: counted for the admin, asked one by one, never named. */
import { ENROLLING_STATES } from '../../../src-preload/contract/domains.ts'
import type { MigrationCandidates } from '../../../src-preload/contract/migrations.ts'
import { covering, domainsAbove, givenBy, inUnicode, isOver, offerMigration } from '../../enrollment/index.ts'
import { eq, isIn } from '../../store/index.ts'
import {
  type DomainClaimRecord,
  domainClaims,
  members,
  migrationOffers,
  type UserRecord,
} from '../../store/records/index.ts'
import { requireGivable, requireState } from '../../tenancy/index.ts'
import type { Work } from '../../work/index.ts'

/** Some accounts of a claim's domain: how many, after those that were looked at before. */
export interface SomeAccounts {
  readonly claimId: string
  readonly limit: number
  readonly cursor?: string
}
interface Looked {
  readonly looked: number
  readonly next: string | null
}

/** Who of them is to be asked. Throws `BAD_INPUT` for the cursor of another domain. */
async function lookAt(
  work: Work,
  claim: DomainClaimRecord,
  { limit, cursor }: SomeAccounts,
): Promise<Looked & { readonly toAsk: readonly UserRecord[] }> {
  const { domain, includeSubdomains } = claim
  const page = await work.across.usersOfDomain(domain, includeSubdomains, { limit, cursor })
  const proved = page.items.filter((user) => user.verified)
  const covers = coverOf(work, claim)
  const toAsk: UserRecord[] = []
  for (const user of await toBeAsked(work, claim, proved)) if (await covers(user)) toAsk.push(user)
  return { toAsk, looked: page.items.length, next: page.next }
}

async function requireEnrolling(work: Work, claimId: string): Promise<DomainClaimRecord> {
  const claim = await work.db.collection(domainClaims).require(claimId, 'domain')
  requireState(claim, ENROLLING_STATES, 'claim')
  return claim
}

/** Without those who are members, who have an offer by this claim, or who have decided. */
async function toBeAsked(
  work: Work,
  claim: DomainClaimRecord,
  page: readonly UserRecord[],
): Promise<UserRecord[]> {
  if (page.length === 0) return []
  const where = isIn(
    'userId',
    page.map((u) => u.id),
  )
  const [here, asked] = await Promise.all([
    work.db.collection(members).list({ where, limit: page.length }),
    work.db.collection(migrationOffers).list({ where, limit: page.length }),
  ])
  const settled = asked.items.filter(
    (o) => !isOver(o, false, work.now) && (o.state !== 'offered' || o.claimId === claim.id),
  )
  const known = new Set([...here.items, ...settled].map((r) => r.userId))
  return page.filter((u) => !known.has(u.id))
}

/** Whether this claim, and no more specific one, covers the address; asked once per domain. */
function coverOf(work: Work, claim: DomainClaimRecord): (user: UserRecord) => Promise<boolean> {
  const known = new Map<string, Promise<boolean>>()
  const ask = async (email: string): Promise<boolean> =>
    covering(await work.across.domains.ownersOf(domainsAbove(email)), email)?.claimId === claim.id
  return ({ email }) => {
    const domain = email.slice(email.lastIndexOf('@') + 1)
    const answer = known.get(domain) ?? ask(email)
    known.set(domain, answer)
    return answer
  }
}

/** For each domain that enrolls. */
export async function candidatesOf(work: Work): Promise<MigrationCandidates[]> {
  const list: MigrationCandidates[] = []
  for await (const claim of work.db.collection(domainClaims).each(isIn('state', [...ENROLLING_STATES]))) {
    const states = await work.db.collection(migrationOffers).group('state', eq('claimId', claim.id))
    const inState = (state: string): number => states.find((g) => g.value === state)?.count ?? 0
    list.push({
      claimId: claim.id,
      domain: claim.domain,
      unicode: inUnicode(claim.domain),
      offered: inState('offered'),
      accepted: inState('accepted'),
      declined: inState('declined') + inState('undone'),
    })
  }
  return list
}

/** Throws `WRONG_STATE` where the domain enrolls nobody. */
export async function countToAsk(work: Work, some: SomeAccounts): Promise<Looked & { people: number }> {
  const claim = await requireEnrolling(work, some.claimId)
  const { toAsk, ...looked } = await lookAt(work, claim, some)
  return { people: toAsk.length, ...looked }
}

/** Throws `ESCALATION` where the domain gives more than the actor holds, `WRONG_STATE` where it enrolls nobody. */
export async function offerToSome(work: Work, some: SomeAccounts): Promise<Looked & { offered: number }> {
  const claim = await requireEnrolling(work, some.claimId)
  const { roleIds, teamIds } = await givenBy(work, work.db, claim, '')
  await requireGivable(work, roleIds, teamIds)
  const { toAsk, ...looked } = await lookAt(work, claim, some)
  let offered = 0
  for (const user of toAsk) if (await offerMigration(work, claim, user)) offered += 1
  return { offered, ...looked }
}
