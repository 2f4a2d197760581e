/**
 * Sign-up in one transaction: the claim of the address's domain is looked up, user and membership are made with the
 * role that the organization's admin chose, and the usage is billed to the organization. The same sign-up again
 * changes nothing.
 */
import { type SignUpInput, type SignUpResult, signUpInput } from '../../src-preload/contract/enrollment.ts'
import { CastellanError } from '../../src-preload/contract/errors.ts'
import { eq } from '../store/index.ts'
import { approvals, members, type SignUpRecord, type UserRecord } from '../store/records/index.ts'
import { leftOf, requirePersonalSpace, seatsOf } from '../tenancy/index.ts'
import type { Work } from '../work/index.ts'
import { type Covered, coveredBy, recentlyCovered } from './covered.ts'
import { enroll } from './enroll.ts'
import { type Given, givenBy } from './given.ts'
import { offerMigration } from './offers.ts'
import { type SignUpFacts, type Verdict, verdictOf } from './verdict.ts'
import { askForSeat } from './waiting.ts'

type Answer = Omit<SignUpRecord, 'id' | 'orgId' | 'version' | 'createdAt' | 'updatedAt'>

/**
 * `work` may be of the platform, of an operator, or of what came in from the broker; it needs no context.
 * Throws `BAD_INPUT` for an address that is none, and `CONFLICT` for the id of another address's sign-up. What it
 * decided is kept by `signUpId`, except that a sign-up with an unverified address leaves nothing: it may come again
 * when the address is verified; and that one which waited is decided again when its request has ended.
 */
export async function signUp(work: Work, input: SignUpInput): Promise<SignUpResult> {
  const told = readSignUp(input)
  const recent = told.verified ? await recentlyCovered(work, told.email) : undefined
  // Taken for a newcomer: the index of the addresses says if it is none, and then all is read.
  const user = recent ? undefined : await work.across.userByEmail(told.email)
  // What is kept belongs to an identity: where there is none yet, the index of the ids alone has to say no.
  const known = user && (await keptOf(work, told))
  if (known && (known.outcome !== 'waiting' || (await requestOf(work, known)) === 'waiting'))
    return resultOf(known)
  const covered = recent ?? (told.verified ? await coveredBy(work, told.email) : undefined)
  const given = covered && (await givenBy(work, covered.db, covered.claim, told.email))
  const asked = user && covered ? await askedBefore(work, covered, user) : NEVER
  const verdict = verdictOf({
    verified: told.verified,
    user: user?.state ?? 'none',
    organization: covered?.standing.state ?? null,
    member: await isMember(covered, user),
    asked: asked.state,
    room: covered !== undefined && leftOf(await seatsOf(work, covered.claim.orgId)) !== 0,
    invited: given?.invited ?? false,
  })
  if (verdict.outcome !== 'enrolled') work.requireRead()
  const about = { signUpId: told.signUpId, email: told.email, ...verdict }
  const answer = await carryOut(work, told, verdict, { user, covered, given, waits: asked.approvalId })
  const done: Answer = { ...NOTHING, ...about, ...answer }
  if (verdict.outcome === 'refused' && !told.verified) return resultOf(done)
  const { domains } = work.across
  return resultOf(await (known ? domains.renewSignUp(known, done) : domains.keepSignUp(done)))
}

/** What came of this sign-up before; an id is one address's. */
async function keptOf(work: Work, { signUpId, email }: SignUpInput): Promise<SignUpRecord | undefined> {
  const kept = await work.across.domains.signUp(signUpId)
  if (kept && kept.email !== email) throw otherAddress()
  return kept
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
      const ask = { signUpId: told.signUpId, userId: person.id, name: told.name }
      return { ...at, approvalId: waits ?? (await askForSeat(work, covered, given, told.email, ask)) }
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

const isMember = async (covered: Covered | undefined, user: UserRecord | undefined): Promise<boolean> =>
  covered !== undefined &&
  user !== undefined &&
  (await covered.db.collection(members).first(eq('userId', user.id))) !== undefined

interface Asked {
  readonly state: SignUpFacts['asked']
  readonly approvalId: string | undefined
}
const NEVER: Asked = { state: 'never', approvalId: undefined }

/** Whether the admins of this organization were asked for a seat for this person before, and what they said. */
async function askedBefore(work: Work, { claim }: Covered, user: UserRecord): Promise<Asked> {
  let state: Asked['state'] = 'never'
  for (const kept of await work.across.domains.signUpsOf(user.id)) {
    if (kept.approvalId === null || kept.tenantId !== claim.orgId) continue
    const request = await requestOf(work, kept)
    if (request === 'waiting') return { state: 'waiting', approvalId: kept.approvalId }
    if (state !== 'refused') state = request === 'refused' ? 'refused' : 'ended'
  }
  return { state, approvalId: undefined }
}

/** How the request for a seat stands to which a sign-up led. */
async function requestOf(
  work: Work,
  { tenantId, approvalId }: SignUpRecord,
): Promise<'waiting' | 'refused' | 'ended'> {
  if (tenantId === null || approvalId === null) return 'ended'
  const request = await work.across.tenant(tenantId).collection(approvals).get(approvalId)
  if (request?.state === 'waiting') return request.expiresAt < work.now.toISOString() ? 'ended' : 'waiting'
  return request?.state === 'refused' ? 'refused' : 'ended'
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

const otherAddress = (): CastellanError =>
  new CastellanError('CONFLICT', 'This id is that of the sign-up of another address.', { field: 'signUpId' })

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
