/** "What happens if somebody@… signs up?": the rules of the sign-up on what this organization itself can know. */
import type { AddressTrial } from '../../src-preload/contract/enrollment.ts'
import { notFound } from '../../src-preload/contract/errors.ts'
import { all, eq, isIn } from '../store/index.ts'
import { domainClaims, members } from '../store/records/index.ts'
import { leftOf, seatsOf } from '../tenancy/index.ts'
import type { Work } from '../work/index.ts'
import { givenBy } from './given.ts'
import { isEnrolling } from './life.ts'
import { domainsAbove, inUnicode } from './names.ts'
import { covering, verdictOf } from './verdict.ts'

/**
 * Changes nothing, and looks at no other tenant: whether the address has an account, or somebody else a claim, is
 * not said but named in `unless`. A claim of this organization that does not enroll (yet, or any more) is shown too.
 */
export async function tryAddress(
  work: Work,
  { email, verified }: { readonly email: string; readonly verified: boolean },
): Promise<AddressTrial> {
  const where = all(isIn('domain', domainsAbove(email)), eq('live', 'yes'))
  const own = (await work.db.collection(domainClaims).list({ where, limit: 200 })).items
  const claim = covering(
    own.filter((c) => isEnrolling(c, work.now)),
    email,
  )
  const shown = claim ?? covering(own, email)
  const standing = await work.standingOf(work.access.orgId)
  if (!standing) throw notFound('organization')
  const given = claim && (await givenBy(work, work.db, claim, email))
  const member = claim && (await work.db.collection(members).first(eq('email', email)))
  const verdict = verdictOf({
    verified,
    user: 'none',
    organization: claim ? standing.state : null,
    member: member !== undefined,
    asked: 'never',
    room: leftOf(await seatsOf(work, work.access.orgId)) !== 0,
    invited: given?.invited ?? false,
  })
  const joins = verdict.outcome === 'enrolled' || verdict.outcome === 'waiting'
  const unless: AddressTrial['unless'] = []
  if (joins && claim?.domain !== domainsAbove(email)[0]) unless.push('moreSpecific')
  if (joins) unless.push('existingAccount')
  return {
    email,
    ...verdict,
    claim: shown
      ? { id: shown.id, domain: shown.domain, unicode: inUnicode(shown.domain), state: shown.state }
      : null,
    roleIds: joins ? [...(given?.roleIds ?? [])] : [...(member?.roleIds ?? [])],
    teamIds: joins ? [...(given?.teamIds ?? [])] : [...(member?.teamIds ?? [])],
    unless,
  }
}
