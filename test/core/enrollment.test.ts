import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '../../src-main/api/index.ts'
import { Across } from '../../src-main/store/across/index.ts'
import { eq } from '../../src-main/store/index.ts'
import {
  domainClaims,
  IDENTITIES,
  members,
  migrationOffers,
  users,
} from '../../src-main/store/records/index.ts'
import type { Member } from '../../src-preload/contract/members.ts'
import { DAY, type Domains, openDomains, reason } from './domains-world.ts'
import { SignUps } from './sign-ups.ts'
import { STORES } from './world.ts'

describe.each(STORES)('a sign-up on %s', (kind) => {
  let d: Domains
  let ada: Session
  let { signUp, tryIt, memberOf, events, contexts } = {} as SignUps
  beforeAll(async () => {
    d = await openDomains(kind)
    ;({ signUp, tryIt, memberOf, events, contexts } = new SignUps(d))
    ada = d.w.ada
    await d.proved(ada, 'acme.test')
  })
  afterAll(async () => {
    expect(d.w.defects).toEqual([])
    await d.close()
  })

  describe('with a verified address of a claimed domain', () => {
    it('makes a member with the role of the claim, billed to the organization, and tells it', async () => {
      const done = await signUp('Mona@ACME.test', { name: 'Mona Lis' })
      expect(done).toMatchObject({
        outcome: 'enrolled',
        because: 'domain',
        orgId: ada.orgId,
        billedTo: ada.orgId,
        domain: 'acme.test',
      })
      expect(await memberOf(ada.orgId, 'mona@acme.test')).toMatchObject({
        id: done.memberId,
        name: 'Mona Lis',
        roleIds: ['member'],
        source: 'domain',
        state: 'active',
        billedTo: ada.orgId,
      })
      expect((await events(ada.orgId)).slice(-2)).toEqual(['member.joined', 'user.enrolled'])
      const [newest] = await d.w.ask<{ action: string; summary: string }[]>(ada, 'audit.recent', { limit: 1 })
      expect(newest).toMatchObject({ action: 'member.enrolled', summary: 'Mona Lis enrolled by acme.test' })
      expect((await contexts('mona@acme.test')).map((c) => [c.kind, c.roles])).toContainEqual([
        'organization',
        ['Member'],
      ])
    })
    it('delivered again changes nothing and gives the same answer', async () => {
      const signUpId = randomUUID()
      const first = await signUp('twice@acme.test', { signUpId })
      const told = (await events(ada.orgId)).length
      expect(await signUp('twice@acme.test', { signUpId })).toEqual(first)
      expect(await signUp('twice@acme.test', { signUpId, verified: false })).toEqual(first)
      expect(await events(ada.orgId)).toHaveLength(told)
    })
    it('under the id of another address’s sign-up is refused, and that one’s answer is not told', async () => {
      const signUpId = randomUUID()
      await signUp('first@acme.test', { signUpId })
      await signUp('known@acme.test')
      for (const email of ['other@acme.test', 'known@acme.test']) {
        const input = { signUpId, email, name: 'Other', verified: true }
        expect(await d.w.code(d.w.operator, 'enrollment.signUp', input)).toBe('CONFLICT')
      }
      expect(await memberOf(ada.orgId, 'other@acme.test')).toBeUndefined()
      const identities = new Across(d.w.store).tenant(IDENTITIES).collection(users)
      expect(await identities.first(eq('email', 'other@acme.test'))).toBeUndefined()
    })
    it('delivered ten times at once is enrolled once', async () => {
      const signUpId = randomUUID()
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => signUp('rush@acme.test', { signUpId })),
      )
      expect(new Set(answers.map((a) => JSON.stringify(a))).size).toBe(1)
      const list = d.w.tenant(ada.orgId ?? '').collection(members)
      expect(await list.count(eq('email', 'rush@acme.test'))).toBe(1)
    })
    it('by two sign-ups at once makes one member', async () => {
      const outcomes = await Promise.all([signUp('pair@acme.test'), signUp('pair@acme.test')])
      expect(outcomes.map((o) => o.outcome).sort()).toEqual(['enrolled', 'member'])
    })
    it('keeps a name that can be shown, whatever the sign-up service says', async () => {
      await expect(signUp('bidi@acme.test', { name: 'Eve \u202elivE' })).rejects.toMatchObject({
        code: 'BAD_INPUT',
      })
      const { signUp: direct } = await import('../../src-main/enrollment/index.ts')
      const { platformUnit } = await import('../../src-main/work/index.ts')
      const cause = { action: 'signUp.handled', host: 'broker', because: 'a test' }
      const told = {
        signUpId: randomUUID(),
        email: 'odd@acme.test',
        name: `\u202e${'x'.repeat(500)}`,
        verified: true,
      }
      await platformUnit(d.w.store, cause, (work) => direct(work, told))
      expect(await memberOf(ada.orgId, 'odd@acme.test')).toMatchObject({ name: 'x'.repeat(100) })
    })
  })

  describe('with an unverified address', () => {
    it('is never enrolled, and leaves nothing', async () => {
      expect(await signUp('unproved@acme.test', { verified: false })).toMatchObject({
        outcome: 'refused',
        because: 'unverified',
        userId: null,
        orgId: null,
      })
      expect(await memberOf(ada.orgId, 'unproved@acme.test')).toBeUndefined()
      const identities = new Across(d.w.store).tenant(IDENTITIES).collection(users)
      expect(await identities.first(eq('email', 'unproved@acme.test'))).toBeUndefined()
    })
    it('is enrolled once the same sign-up comes with the address verified', async () => {
      const signUpId = randomUUID()
      await signUp('later@acme.test', { signUpId, verified: false })
      expect(await signUp('later@acme.test', { signUpId })).toMatchObject({ outcome: 'enrolled' })
    })
  })

  describe('of a domain', () => {
    it('that nobody has proved gets a personal space', async () => {
      await d.claim(ada, 'pending.test')
      expect(await signUp('p@pending.test')).toMatchObject({
        outcome: 'personal',
        because: 'noClaim',
        orgId: null,
      })
      expect((await contexts('p@pending.test')).map((c) => c.kind)).toEqual(['personal'])
    })
    it('that merely ends like a claimed one is another domain', async () => {
      await d.proved(ada, 'tvbs.com.tw', { includeSubdomains: true })
      expect(await signUp('e@eviltvbs.com.tw')).toMatchObject({ outcome: 'personal' })
      expect(await signUp('e@tvbs.com.tw.evil.test')).toMatchObject({ outcome: 'personal' })
      expect(await signUp('e@news.tvbs.com.tw')).toMatchObject({ outcome: 'enrolled', domain: 'tvbs.com.tw' })
    })
    it('below a claimed one is covered only where the admin said so', async () => {
      expect(await signUp('s@dept.acme.test')).toMatchObject({ outcome: 'personal', because: 'noClaim' })
    })
    it('with several claims goes to the most specific one, also to another organization’s', async () => {
      const olga = await d.organization('other')
      await d.proved(ada, 'wide.test', { includeSubdomains: true, roleId: 'viewer' })
      await d.proved(olga, 'lab.wide.test', { includeSubdomains: true })
      await d.proved(ada, 'x.lab.wide.test', { roleId: 'member' })
      expect(await signUp('a@wide.test')).toMatchObject({ domain: 'wide.test', orgId: ada.orgId })
      expect(await signUp('a@lab.wide.test')).toMatchObject({ domain: 'lab.wide.test', orgId: olga.orgId })
      expect(await signUp('a@y.lab.wide.test')).toMatchObject({ domain: 'lab.wide.test', orgId: olga.orgId })
      expect(await signUp('a@x.lab.wide.test')).toMatchObject({ domain: 'x.lab.wide.test', orgId: ada.orgId })
      // Two levels below a claim that does not include what is below it: the next one up decides.
      expect(await signUp('a@z.x.lab.wide.test')).toMatchObject({ domain: 'lab.wide.test' })
    })
    it('in Unicode and in capitals is the same domain', async () => {
      await d.proved(ada, 'bücher.test')
      expect(await signUp('Leser@BÜCHER.test')).toMatchObject({
        outcome: 'enrolled',
        domain: 'xn--bcher-kva.test',
      })
    })
    it('may have a top-level domain that is not Latin', async () => {
      await d.proved(ada, 'пример.рф')
      expect(await signUp('anna@Пример.РФ')).toMatchObject({
        outcome: 'enrolled',
        domain: 'xn--e1afmkfd.xn--p1ai',
      })
    })
    it('whose claim is failing is still enrolled, and one that lapsed or was released is not', async () => {
      const claim = await d.proved(ada, 'ebbing.test')
      d.unpublish(claim)
      expect(await d.check(ada, claim)).toMatchObject({ state: 'failing' })
      expect(await signUp('1@ebbing.test')).toMatchObject({ outcome: 'enrolled' })
      d.w.wait(4 * DAY)
      await d.recheck()
      expect(await signUp('2@ebbing.test')).toMatchObject({ outcome: 'personal', because: 'noClaim' })
      // Members stay.
      expect(await memberOf(ada.orgId, '1@ebbing.test')).toMatchObject({ state: 'active' })
    })
    it('of a suspended or closing organization gets a personal space, and no less specific claim takes it', async () => {
      const frozen = await d.organization('frozen')
      await d.proved(frozen, 'frozen.wide2.test')
      await d.proved(ada, 'wide2.test', { includeSubdomains: true })
      const { id, version } = await d.w.ask<{ id: string; version: number }>(d.w.operator, 'platform.get', {
        id: frozen.orgId,
      })
      const suspended = await d.w.ask<{ version: number }>(d.w.operator, 'platform.suspend', {
        id,
        version,
        reason,
      })
      expect(await signUp('1@frozen.wide2.test')).toMatchObject({
        outcome: 'personal',
        because: 'organizationNotActive',
        orgId: null,
      })
      await d.w.ask(d.w.operator, 'platform.close', { id, version: suspended.version, reason })
      expect(await signUp('2@frozen.wide2.test')).toMatchObject({ because: 'organizationNotActive' })
    })
  })

  describe('of a person', () => {
    it('who is a member already changes nothing, not even for a suspended membership', async () => {
      const gus = await d.w.ask<Member>(ada, 'members.add', {
        email: 'gus@acme.test',
        name: 'Gus',
        roleIds: ['viewer'],
      })
      await d.w.ask(ada, 'members.suspend', { id: gus.id, version: gus.version, reason })
      expect(await signUp('gus@acme.test')).toMatchObject({
        outcome: 'member',
        because: 'alreadyMember',
        memberId: gus.id,
      })
      expect(await memberOf(ada.orgId, 'gus@acme.test')).toMatchObject({
        state: 'suspended',
        roleIds: ['viewer'],
      })
    })
    it('who is disabled is refused', async () => {
      await signUp('dan@elsewhere.test')
      const list = new Across(d.w.store).tenant(IDENTITIES).collection(users)
      const dan = await list.first(eq('email', 'dan@elsewhere.test'))
      if (!dan) throw new Error('no Dan')
      await list.update(dan, { state: 'disabled', email: 'dan@acme.test' })
      expect(await signUp('dan@acme.test')).toMatchObject({ outcome: 'refused', because: 'userDisabled' })
      expect(await memberOf(ada.orgId, 'dan@acme.test')).toBeUndefined()
    })
    it('who has an account already is offered to move in, once, and is not made a member', async () => {
      await d.claim(ada, 'old.test').then((claim) => d.server.set(claim.record.name))
      const before = await signUp('ann@old.test')
      expect(before).toMatchObject({ outcome: 'personal' })
      const claims = await d.w.ask<{
        items: { id: string; domain: string; record: { name: string; value: string } }[]
      }>(ada, 'domains.list', { search: 'old.test' })
      const [claim] = claims.items
      d.server.set(claim?.record.name ?? '', { txt: [claim?.record.value ?? ''] })
      await d.w.ask(ada, 'domains.check', { id: claim?.id })
      for (let i = 0; i < 2; i += 1)
        expect(await signUp('ann@old.test')).toMatchObject({
          outcome: 'offered',
          because: 'existingAccount',
          userId: before.userId,
          memberId: null,
          billedTo: null,
        })
      const offers = await d.w
        .tenant(ada.orgId ?? '')
        .collection(migrationOffers)
        .list({ limit: 10 })
      expect(offers.items.filter((o) => o.userId === before.userId)).toMatchObject([{ state: 'offered' }])
      expect((await events(ada.orgId)).filter((t) => t === 'migration.offered')).toHaveLength(1)
      expect(await memberOf(ada.orgId, 'ann@old.test')).toBeUndefined()
    })
  })

  it('gives the least role where the claim’s is gone, and the trail says so', async () => {
    const claim = await d.proved(ada, 'roleless.test')
    const list = d.w.tenant(ada.orgId ?? '').collection(domainClaims)
    await list.update(await list.require(claim.id, 'domain'), {
      roleId: randomUUID(),
      teamIds: [randomUUID()],
    })
    expect(await signUp('r@roleless.test')).toMatchObject({ outcome: 'enrolled' })
    expect(await memberOf(ada.orgId, 'r@roleless.test')).toMatchObject({ roleIds: ['viewer'], teamIds: [] })
    const [newest] = await d.w.ask<{ summary: string }[]>(ada, 'audit.recent', { limit: 1 })
    expect(newest?.summary).toMatch(/the least one was given/)
  })

  describe('tried by an admin', () => {
    it('says what would happen and by which rule, and changes nothing', async () => {
      const before = (await events(ada.orgId)).length
      expect(await tryIt(ada, 'new@acme.test')).toMatchObject({
        outcome: 'enrolled',
        because: 'domain',
        claim: { domain: 'acme.test', state: 'verified' },
        roleIds: ['member'],
        unless: ['existingAccount'],
      })
      expect(await tryIt(ada, 'new@acme.test', { verified: false })).toMatchObject({ because: 'unverified' })
      expect(await tryIt(ada, 'mona@acme.test')).toMatchObject({
        outcome: 'member',
        because: 'alreadyMember',
      })
      expect(await tryIt(ada, 'x@pending.test')).toMatchObject({
        because: 'noClaim',
        claim: { domain: 'pending.test', state: 'pending' },
      })
      expect(await tryIt(ada, 'x@nothing.test')).toMatchObject({ because: 'noClaim', claim: null })
      expect(await tryIt(ada, 'x@news.tvbs.com.tw')).toMatchObject({
        unless: ['moreSpecific', 'existingAccount'],
      })
      expect(await events(ada.orgId)).toHaveLength(before)
      expect(await memberOf(ada.orgId, 'new@acme.test')).toBeUndefined()
    })
    it('tells nothing of other tenants: neither their claims nor their people', async () => {
      const olga = await d.w.as('admin@other.example', 'other')
      // Known elsewhere or not, covered by another organization or not: the answers are alike.
      const shape = async (email: string) => ({ ...(await tryIt(olga, email)), email: '' })
      expect(await shape('mona@acme.test')).toEqual(await shape('nobody@nowhere.test'))
      expect(await shape('a@x.lab.wide.test')).toMatchObject({
        outcome: 'enrolled',
        claim: { domain: 'lab.wide.test' },
      })
    })
  })

  it('is reported by operators only', async () => {
    const input = { signUpId: randomUUID(), email: 'x@acme.test', name: 'x', verified: true }
    expect(await d.w.code(ada, 'enrollment.signUp', input)).toBe('FORBIDDEN')
    expect(await d.w.code(d.w.operator, 'enrollment.signUp', { ...input, email: 'no address' })).toBe(
      'BAD_INPUT',
    )
  })
})
