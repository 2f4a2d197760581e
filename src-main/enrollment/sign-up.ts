/**
 * Sign-up in one transaction: the claim of the address's domain is looked up, user and membership are made with the
 * role that the organization's admin chose, and the usage is billed to the organization. The same sign-up again
 * changes nothing.
 */
import { type SignUpInput, type SignUpResult, signUpInput } from '../../src-preload/contract/enrollment.ts'
import { CastellanError } from '../../src-preload/contract/errors.ts'
import { eq, type ScopedStore } from '../store/index.ts'
import {
  approvals,
  type DomainClaimRecord,
  domainClaims,
  members,
  type OrganizationRecord,
  type SignUpRecord,
  type UserRecord,
} from '../store/records/index.ts'
import { requirePersonalSpace } from '../tenancy/index.ts'
import type { Work } from '../work/index.ts'
import { enroll } from './enroll.ts'
import { type Given, givenBy } from './given.ts'
import { isEnrolling } from './life.ts'
import { domainsAbove } from './names.ts'
import { offerMigration } from './offers.ts'
import { hasSeat } from './seats.ts'
import { covering, type Verdict, verdictOf } from './verdict.ts'
import { askForSeat } from './waiting.ts'

/** A tenant whose claim covers the address. */
interface Covered {
  readonly db: ScopedStore
  readonly claim: DomainClaimRecord
  readonly organization: OrganizationRecord
}
type Answer = Omit<SignUpRecord, 'id' | 'orgId' | 'version' | 'createdAt' | 'updatedAt'>

/**
 * `work` may be of the platform, of an operator, or of what came in from the broker; it needs no context.
 * Throws `BAD_INPUT` for an address that is none. What it decided is kept by `signUpId`, except that a sign-up
 * with an unverified address leaves nothing: it may come again when the address is verified.
 */
export async function signUp(work: Work, input: SignUpInput): Promise<SignUpResult> {
  const told = readSignUp(input)
  const known = await work.across.domains.signUp(told.signUpId)
  if (known) return resultOf(known)
  const user = await work.across.userByEmail(told.email)
  const covered = told.verified ? await coveredBy(work, told.email) : undefined
  const given = covered && (await givenBy(work, covered.db, covered.claim, told.email))
  const waits = user && covered ? await waitingFor(work, covered, user) : undefined
  const verdict = verdictOf({
    verified: told.verified,
    user: user?.state ?? 'none',
    organization: covered?.organization.state ?? null,
    member: await isMember(covered, user),
    waiting: waits !== undefined,
    room: covered !== undefined && (await hasSeat(covered.db, covered.organization)),
    invited: given?.invited ?? false,
  })
  const about = { signUpId: told.signUpId, email: told.email, ...verdict }
  const answer = await carryOut(work, told, verdict, { user, covered, given, waits })
  const done: Answer = { ...NOTHING, ...about, ...answer }
  return resultOf(
    verdict.outcome === 'refused' && !told.verified ? done : await work.across.domains.keepSignUp(done),
  )
}

const NOTHING = { userId: null, tenantId: null, memberId: null, approvalId: null, domain: null }

interface Known {
  readonly user: UserRecord | undefined
  readonly covered: Covered | undefined
  readonly given: Given | undefined
  readonly waits: string | undefined
}

async function carryOut(
  work: Work,
  told: SignUpInput,
  { outcome, because }: Verdict,
  { user, covered, given, waits }: Known,
): Promise<Partial<Answer>> {
  if (outcome === 'refused') return {}
  const person = await personOf(work, told, user)
  if (!covered || !given || outcome === 'personal') {
    await requirePersonalSpace(work.across, person)
    return { userId: person.id }
  }
  const { claim } = covered
  const at = { userId: person.id, tenantId: claim.orgId, domain: claim.domain }
  switch (outcome) {
    case 'member': {
      const member = await covered.db.collection(members).first(eq('userId', person.id))
      return { ...at, memberId: member?.id ?? null }
    }
    case 'offered':
      await offerMigration(work, claim, person)
      return at
    case 'waiting': {
      await requirePersonalSpace(work.across, person)
      const ask = { signUpId: told.signUpId, userId: person.id, claimId: claim.id, name: told.name }
      return { ...at, approvalId: waits ?? (await askForSeat(work, claim, told.email, ask)) }
    }
    case 'enrolled': {
      const how = { signUpId: told.signUpId, name: told.name, because }
      return { ...at, memberId: (await enroll(work, claim, person, given, how)).id }
    }
  }
}

/** The identity, proved from here on; whom others had only typed now has a name of their own. */
async function personOf(
  work: Work,
  { email, name }: SignUpInput,
  known: UserRecord | undefined,
): Promise<UserRecord> {
  if (known) return known.verified ? known : work.across.changeUser(known, { name, verified: true })
  const [user] = await work.across.createUsers([{ email, name, verified: true, state: 'active' }])
  if (!user) throw new Error('The store answered no user.')
  return user
}

/** The most specific verified claim that covers the address, and whose it is. */
async function coveredBy(work: Work, email: string): Promise<Covered | undefined> {
  const owner = covering(await work.across.domains.ownersOf(domainsAbove(email)), email)
  if (!owner) return undefined
  const db = work.across.tenant(owner.tenantId)
  const claim = await db.collection(domainClaims).get(owner.claimId)
  const organization = await work.across.organization(owner.tenantId)
  return claim && isEnrolling(claim) && organization ? { db, claim, organization } : undefined
}

const isMember = async (covered: Covered | undefined, user: UserRecord | undefined): Promise<boolean> =>
  covered !== undefined &&
  user !== undefined &&
  (await covered.db.collection(members).first(eq('userId', user.id))) !== undefined

/** The approval that this person waits for in this organization since an earlier sign-up. */
async function waitingFor(work: Work, { db, claim }: Covered, user: UserRecord): Promise<string | undefined> {
  for (const { approvalId, tenantId } of await work.across.domains.signUpsOf(user.id)) {
    if (approvalId === null || tenantId !== claim.orgId) continue
    const request = await db.collection(approvals).get(approvalId)
    if (request?.state === 'waiting') return approvalId
  }
  return undefined
}

const resultOf = ({
  tenantId,
  signUpId,
  outcome,
  because,
  userId,
  memberId,
  approvalId,
  domain,
}: Answer): SignUpResult => ({
  signUpId,
  outcome,
  because,
  userId,
  orgId: tenantId,
  memberId,
  approvalId,
  billedTo: memberId === null ? null : tenantId,
  domain,
})

/** What the sign-up service says, in the console's form: a name that it cannot show is made one that it can. */
function readSignUp(input: SignUpInput): SignUpInput {
  const parsed = signUpInput.safeParse({ ...input, name: shownName(input) })
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map((i) => ({ field: i.path.join('.'), message: i.message }))
  throw new CastellanError('BAD_INPUT', issues.map((i) => `${i.field}: ${i.message}`).join('; '), { issues })
}

const HIDDEN = /[\p{C}\u200b-\u200f\u202a-\u202e\u2060-\u2069\u2028\u2029\ufeff]+/gu
function shownName({ name, email }: SignUpInput): string {
  const cleaned = name.normalize('NFC').replaceAll(HIDDEN, ' ').trim()
  return [...(cleaned || email.split('@')[0] || 'New member')].slice(0, 100).join('').trim()
}
