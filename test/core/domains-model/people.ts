/** What the people of a run do, and that each membership has exactly one explanation. */
import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { Session } from '../../../src-main/api/index.ts'
import { eq } from '../../../src-main/store/index.ts'
import {
  type DomainClaimRecord,
  heads,
  invitations,
  type MemberRecord,
  type MigrationOfferRecord,
  members,
  migrationOffers,
} from '../../../src-main/store/records/index.ts'
import { BUILT_IN_MATRICES } from '../../../src-preload/contract/access.ts'
import type { SignUpResult } from '../../../src-preload/contract/enrollment.ts'
import { DAY, reason } from '../domains-world.ts'
import { Expected, winning } from './expected.ts'
import type { Ground } from './ground.ts'
import { type OfPeople, pick } from './happenings.ts'

interface Invited {
  readonly orgId: string
  readonly email: string
  readonly token: string
  readonly roleId: string
  readonly until: number
  open: boolean
}

export class People {
  readonly #ground: Ground
  readonly #expected = new Expected()
  readonly #invited: Invited[] = []
  /** Who signed up before. */
  readonly #known = new Set<string>()
  constructor(ground: Ground) {
    this.#ground = ground
    for (const { orgId, user } of ground.admins)
      this.#expected.came(orgId ?? '', user?.email ?? '', 'created')
  }

  /** Whether it was done; false where there is nothing to do it with. */
  async step(h: OfPeople): Promise<boolean> {
    const { admin, email } = this.#ground
    switch (h.do) {
      case 'signUp':
        return this.#signUp(email(h.person))
      case 'invite':
        return this.#invite(admin(h.who), email(h.person), h.higher)
      case 'join':
        return this.#join(pick(this.#invited, h))
      case 'remove':
        return this.#remove(pick(await this.#members(), h))
      case 'moveIn':
      case 'decline':
      case 'moveOut':
        return this.#decide(h.do, pick(await this.#offers(), h))
    }
  }

  async hold(): Promise<void> {
    const there = await this.#members()
    expect(there.map((m) => `${m.orgId} ${m.email} ${m.source}`).sort()).toEqual(this.#expected.lines())
    for (const { orgId, source, billedTo, claimId } of there) {
      const byClaim = source === 'domain' || source === 'migrated'
      expect([billedTo, claimId !== undefined]).toEqual([byClaim ? orgId : undefined, byClaim])
    }
    await this.#headsHold(there)
  }

  /** What is kept with the heads, so that a sign-up needs not count it, is what the records say. */
  async #headsHold(there: readonly MemberRecord[]): Promise<void> {
    const open = await this.#ground.each((db) =>
      db.collection(invitations).list({ where: eq('state', 'pending'), limit: 500 }),
    )
    for (const head of await this.#ground.each((db) => db.collection(heads).list({ limit: 1 }))) {
      const of = (list: readonly { readonly orgId: string }[]) => list.filter((r) => r.orgId === head.orgId)
      expect(head).toMatchObject({ members: of(there).length, standing: { invited: of(open).length } })
    }
  }

  async #signUp(email: string): Promise<boolean> {
    const { d } = this.#ground
    const claim = winning(await this.#ground.claims(), email)
    const input = { signUpId: randomUUID(), email, name: 'Somebody', verified: true }
    const first = await d.w.ask<SignUpResult>(d.w.operator, 'enrollment.signUp', input)
    // The same again changes nothing.
    expect(await d.w.ask(d.w.operator, 'enrollment.signUp', input)).toEqual(first)
    const outcome = this.#outcome(claim, email)
    expect(first).toMatchObject({ outcome, orgId: claim?.orgId ?? null, domain: claim?.domain ?? null })
    this.#known.add(email)
    this.#ground.seen(outcome)
    if (claim && outcome === 'enrolled') await this.#enrolled(claim, email, first.memberId ?? '')
    return true
  }

  #outcome(claim: DomainClaimRecord | undefined, email: string): SignUpResult['outcome'] {
    if (!claim) return 'personal'
    if (this.#expected.source(claim.orgId, email)) return 'member'
    return this.#known.has(email) ? 'offered' : 'enrolled'
  }

  async #enrolled({ orgId, domain }: DomainClaimRecord, email: string, memberId: string): Promise<void> {
    this.#expected.came(orgId, email, 'domain')
    if (!email.endsWith(`@${domain}`)) this.#ground.seen('enrolled by the domain above')
    const invited = this.#spend(orgId, email)
    const member = await this.#ground.d.w.tenant(orgId).collection(members).get(memberId)
    expect(member?.roleIds).toEqual([invited && invited.roleId !== 'viewer' ? invited.roleId : 'member'])
    if (invited) this.#ground.seen('enrolled with an open invitation')
  }

  #members = (): Promise<MemberRecord[]> =>
    this.#ground.each((db) => db.collection(members).list({ limit: 500 }))
  /** In the order in which they were made. */
  #offers = async (): Promise<MigrationOfferRecord[]> => {
    const all = await this.#ground.each((db) => db.collection(migrationOffers).list({ limit: 500 }))
    return all.sort((a, b) => a.id.localeCompare(b.id))
  }
  #now = (): number => this.#ground.d.w.store.settings.now().getTime()

  /** The invitation that was open until now. */
  #spend(orgId: string, email: string): Invited | undefined {
    const invited = this.#invited.findLast((i) => i.orgId === orgId && i.email === email)
    if (!invited?.open) return undefined
    invited.open = false
    return invited.until > this.#now() ? invited : undefined
  }

  async #invite(admin: Session, email: string, higher: boolean): Promise<boolean> {
    const { w } = this.#ground.d
    const matrix = { ...BUILT_IN_MATRICES.member(false), audit: ['read'] }
    const made = { name: randomUUID(), matrix }
    const roleId = higher ? (await w.ask<{ id: string }>(admin, 'roles.create', made)).id : 'viewer'
    const input = { email, roleIds: [roleId], days: 7 }
    const { token } = await w.ask<{ token: string }>(admin, 'invitations.create', input)
    const until = this.#now() + 7 * DAY
    this.#invited.push({ orgId: admin.orgId ?? '', email, token, roleId, until, open: true })
    return true
  }

  async #join(invited: Invited | undefined): Promise<boolean> {
    if (!invited || !this.#known.has(invited.email)) return false
    const { orgId, email, token } = invited
    await this.#asThemselves(email, 'invitations.accept', { token })
    // An invitation is used once, and not after it ran out.
    expect(this.#spend(orgId, email)).toBe(invited)
    this.#expected.came(orgId, email, 'invited')
    return true
  }

  async #decide(
    what: 'moveIn' | 'decline' | 'moveOut',
    picked: MigrationOfferRecord | undefined,
  ): Promise<boolean> {
    if (!picked) return false
    const { orgId, email, id: offerId } = picked
    const before = this.#expected.source(orgId, email)
    const procedure = { moveIn: 'accept', decline: 'decline', moveOut: 'undo' }[what]
    await this.#asThemselves(email, `migrations.${procedure}`, { offerId })
    // Accepted again it changes nothing.
    if (what === 'moveIn' && !before) {
      this.#expected.came(orgId, email, 'migrated')
      this.#spend(orgId, email)
    }
    // What ends is the membership that the moving in made, and no other.
    if (what === 'moveOut' && before === 'migrated') this.#expected.went(orgId, email)
    return true
  }

  async #remove(member: MemberRecord | undefined): Promise<boolean> {
    const admin = this.#ground.admins.find((a) => a.orgId === member?.orgId)
    if (!member || !admin || member.source === 'created') return false
    const { id, version, orgId, email } = member
    await this.#ground.d.w.ask(admin, 'members.remove', { id, version, reason })
    this.#expected.went(orgId, email)
    return true
  }

  async #asThemselves<R>(email: string, procedure: string, input?: unknown): Promise<R> {
    const { w } = this.#ground.d
    const session = await w.api.newSession({ host: 'test', as: email })
    try {
      return await w.ask<R>(session, procedure, input)
    } finally {
      w.api.endSession(session)
    }
  }
}
