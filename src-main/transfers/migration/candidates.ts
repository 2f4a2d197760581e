/** Who could move in: counted for the admin, asked one by one, never named. */
import { ENROLLING_STATES } from '../../../src-preload/contract/domains.ts'
import { notFound } from '../../../src-preload/contract/errors.ts'
import type { MigrationCandidates } from '../../../src-preload/contract/migrations.ts'
import { covering, domainsAbove, givenBy, inUnicode, isOver, offerMigration } from '../../enrollment/index.ts'
import { all, eq, isIn } from '../../store/index.ts'
import {
  type DomainClaimRecord,
  domainClaims,
  members,
  migrationOffers,
  type UserRecord,
} from '../../store/records/index.ts'
import { requireGivable, requireState } from '../../tenancy/index.ts'
import type { Work } from '../../work/index.ts'

/** Most that one call asks. */
const AT_ONCE = 500
const PAGE = 200

/** People of the domain who are no members and are to be asked, page after page. */
async function* notAsked(work: Work, claim: DomainClaimRecord): AsyncGenerator<UserRecord> {
  const covers = coverOf(work, claim)
  let page: UserRecord[] = []
  for await (const user of work.across.usersOfDomain(claim.domain, claim.includeSubdomains)) {
    if (user.verified) page.push(user)
    if (page.length < PAGE) continue
    for (const u of await toBeAsked(work, claim, page)) if (await covers(u)) yield u
    page = []
  }
  for (const u of await toBeAsked(work, claim, page)) if (await covers(u)) yield u
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
    let people = 0
    for await (const _ of notAsked(work, claim)) people += 1
    const states = await work.db.collection(migrationOffers).group('state', eq('claimId', claim.id))
    const inState = (state: string): number => states.find((g) => g.value === state)?.count ?? 0
    list.push({
      claimId: claim.id,
      domain: claim.domain,
      unicode: inUnicode(claim.domain),
      people,
      offered: inState('offered'),
      accepted: inState('accepted'),
      declined: inState('declined') + inState('undone'),
    })
  }
  return list
}

/** Throws `ESCALATION` where the domain gives more than the actor holds, `WRONG_STATE` where it enrolls nobody. */
export async function offerToAll(work: Work, claimId: string): Promise<{ offered: number; more: boolean }> {
  const claim = await work.db
    .collection(domainClaims)
    .first(all(eq('id', claimId), isIn('state', [...ENROLLING_STATES])))
  if (!claim) {
    const other = await work.db.collection(domainClaims).get(claimId)
    if (!other) throw notFound('domain')
    requireState(other, ENROLLING_STATES, 'claim')
    throw notFound('domain')
  }
  const { roleIds, teamIds } = await givenBy(work, work.db, claim, '')
  await requireGivable(work, roleIds, teamIds)
  let offered = 0
  for await (const user of notAsked(work, claim)) {
    if (offered === AT_ONCE) return { offered, more: true }
    if (await offerMigration(work, claim, user)) offered += 1
  }
  return { offered, more: false }
}
