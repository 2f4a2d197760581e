import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '../../src-main/api/index.ts'
import { type Dns, openDns } from '../../src-main/enrollment/index.ts'
import { eq } from '../../src-main/store/index.ts'
import { auditRecords, outbox } from '../../src-main/store/records/index.ts'
import { schedulesOf } from '../../src-main/workspace/schedules.ts'
import type { AddressTrial } from '../../src-preload/contract/enrollment.ts'
import { DAY, type Domains, HOUR, openDomains, reason } from './domains-world.ts'
import { STORES } from './world.ts'

describe.each(STORES)('domain claims on %s', (kind) => {
  let d: Domains
  let ada: Session
  let tvbs: Session
  beforeAll(async () => {
    d = await openDomains(kind)
    ada = d.w.ada
    tvbs = await d.organization('tvbs')
  })
  afterAll(async () => {
    expect(d.w.defects).toEqual([])
    await d.close()
  })
  const tried = (email: string) => d.w.ask<AddressTrial>(ada, 'enrollment.tryAddress', { email })
  const actions = async (who: Session) =>
    (await d.w.ask<{ action: string }[]>(who, 'audit.recent', { limit: 50 })).map((r) => r.action)
  const events = async (who: Session) => {
    const list = d.w.tenant(who.orgId ?? '').collection(outbox)
    return (await list.list({ limit: 500 })).items
  }

  describe('a new claim', () => {
    it('is pending, with a record to publish and 14 days to do so', async () => {
      const claim = await d.claim(ada, 'New.Example')
      expect(claim).toMatchObject({
        domain: 'new.example',
        state: 'pending',
        conflict: null,
        lastCheck: null,
      })
      expect(claim.record.name).toBe('_castellan-challenge.new.example')
      // 160 random bits in hexadecimal.
      expect(claim.record.value).toMatch(/^castellan-verify=[0-9a-f]{40}$/)
      expect(Math.round((Date.parse(claim.expiresAt ?? '') - Date.parse(claim.createdAt)) / HOUR)).toBe(
        14 * 24,
      )
    })
    it('is told in the trail without its token', async () => {
      const claim = await d.claim(ada, 'trail.example')
      const [newest] = await d.w.ask<{ action: string }[]>(ada, 'audit.recent', { limit: 1 })
      expect(newest?.action).toBe('domain.claimed')
      expect(JSON.stringify(await events(ada))).not.toContain(claim.record.value)
    })
    it('has another token for every organization and domain, also a second time', async () => {
      const [a, b] = [await d.claim(ada, 'same.example'), await d.claim(tvbs, 'same.example')]
      await d.release(ada, a)
      const again = await d.claim(ada, 'same.example')
      expect(new Set([a, b, again].map((c) => c.record.value)).size).toBe(3)
    })
    it('of a domain that this organization claims already is refused', async () => {
      await d.claim(ada, 'twice.example')
      expect(await d.w.code(ada, 'domains.claim', { domain: 'TWICE.example.', roleId: 'member' })).toBe(
        'CONFLICT',
      )
    })
    it.each(['com.tw', 'gmail.com', '192.0.2.1', 'localhost', 'аcme.example', 'ada@acme.example'])(
      'of %s is refused with the reason on the field',
      async (domain) => {
        await expect(d.claim(ada, domain)).rejects.toMatchObject({
          code: 'BAD_INPUT',
          data: { issues: [{ field: 'domain' }] },
        })
      },
    )
    it('reserves nothing and tells nothing of others: it looks the same whether the domain is taken or free', async () => {
      await d.proved(tvbs, 'taken.example')
      const taken = await d.claim(ada, 'taken.example')
      const free = await d.claim(ada, 'free.example')
      const shape = ({
        id: _i,
        domain: _d,
        unicode: _u,
        record: _r,
        createdAt: _c,
        updatedAt: _a,
        ...rest
      }: typeof taken) => ({
        ...rest,
        expiresAt: '',
        nextCheckAt: '',
      })
      expect(shape(taken)).toEqual(shape(free))
      d.unpublish(taken)
      expect(await d.check(ada, taken)).toMatchObject({ state: 'pending', conflict: null })
    })
    it('in a personal space is refused', async () => {
      const contexts = await d.w.ask<{ orgId: string; kind: string }[]>(ada, 'session.contexts')
      const alone = await d.w.as('admin@tvbs.example', 'tvbs')
      const own = (await d.w.ask<typeof contexts>(alone, 'session.contexts')).find(
        (c) => c.kind === 'personal',
      )
      await d.w.ask(alone, 'session.enter', { orgId: own?.orgId })
      expect(await d.w.code(alone, 'domains.claim', { domain: 'own.example', roleId: 'member' })).toBe(
        'WRONG_STATE',
      )
    })
  })

  describe('what a claim gives', () => {
    it('is never more than its author holds, at the claim and at a change', async () => {
      const role = await d.w.ask<{ id: string }>(ada, 'roles.create', {
        name: 'Domain keeper',
        matrix: { domain: ['create', 'read', 'update'], role: ['read'] },
      })
      await d.w.add('keeper', [role.id])
      const keeper = await d.w.as('keeper@acme.example')
      expect(await d.w.code(keeper, 'domains.claim', { domain: 'k.example', roleId: 'admin' })).toBe(
        'ESCALATION',
      )
      const claim = await d.claim(keeper, 'k.example', { roleId: role.id })
      const change = { id: claim.id, version: claim.version, roleId: 'member' }
      expect(await d.w.code(keeper, 'domains.update', change)).toBe('ESCALATION')
    })
    it('is a role and teams of this organization', async () => {
      const team = await d.w.ask<{ id: string }>(tvbs, 'teams.create', { name: 'Theirs' })
      expect(await d.w.code(ada, 'domains.claim', { domain: 'x.example', roleId: 'nothing' })).toBe(
        'BAD_INPUT',
      )
      const input = { domain: 'x.example', roleId: 'viewer', teamIds: [team.id] }
      expect(await d.w.code(ada, 'domains.claim', input)).toBe('BAD_INPUT')
    })
    it('follows when the role is replaced or the team deleted', async () => {
      const role = await d.w.ask<{ id: string; version: number }>(ada, 'roles.create', {
        name: 'Short-lived',
        matrix: { chatbot: ['read'] },
      })
      const team = await d.w.ask<{ id: string; version: number }>(ada, 'teams.create', {
        name: 'Short-lived',
      })
      const claim = await d.claim(ada, 'follows.example', { roleId: role.id, teamIds: [team.id] })
      expect(await d.w.code(ada, 'roles.delete', { id: role.id, version: role.version, reason })).toBe(
        'ROLE_IN_USE',
      )
      const { id, version } = role
      await d.w.ask(ada, 'roles.delete', { id, version, replacementId: 'viewer', reason })
      await d.w.ask(ada, 'teams.delete', { id: team.id, version: team.version, reason })
      expect(await d.get(ada, claim)).toMatchObject({ roleId: 'viewer', teamIds: [] })
    })
    it('is not changed by somebody who read it before another changed it', async () => {
      const { id, version } = await d.claim(ada, 'versions.example')
      await d.w.ask(ada, 'domains.update', { id, version, includeSubdomains: true })
      expect(await d.w.code(ada, 'domains.update', { id, version, roleId: 'viewer' })).toBe(
        'VERSION_CONFLICT',
      )
    })
  })

  describe('a check', () => {
    it('proves the claim, says when DNS was asked and what it said, and publishes the event', async () => {
      const claim = await d.claim(ada, 'proved.example')
      const before = await d.check(ada, claim)
      expect(before).toMatchObject({ state: 'pending', lastCheck: { outcome: 'notFound' } })
      d.publish(claim)
      const after = await d.check(ada, claim)
      expect(after).toMatchObject({
        state: 'verified',
        lastCheck: { outcome: 'proved' },
        expiresAt: null,
        graceUntil: null,
      })
      expect(after.history.map((h) => h.what)).toEqual(['claimed', 'verified'])
      expect((await actions(ada)).slice(0, 2)).toEqual(['domain.verified', 'domain.checked'])
      expect((await events(ada)).map((e) => e.type)).toContain('domain.verified')
    })
    it('with what was found keeps an unproved claim as it is', async () => {
      const claim = await d.claim(ada, 'mismatch.example')
      d.unpublish(claim)
      expect(await d.check(ada, claim)).toMatchObject({
        state: 'pending',
        lastCheck: { outcome: 'mismatch', found: ['v=spf1 -all'] },
      })
    })
    it('of an ended claim is refused', async () => {
      const claim = await d.claim(ada, 'ended.example')
      await d.release(ada, claim)
      expect(await d.w.code(ada, 'domains.check', { id: claim.id })).toBe('WRONG_STATE')
    })
    it('that comes back after the claim was released changes nothing', async () => {
      const claim = await d.claim(ada, 'late.example')
      d.server.set(claim.record.name, { fails: 'silent' })
      const late = d.check(ada, claim)
      await d.release(ada, claim)
      d.publish(claim)
      expect(await late).toMatchObject({ state: 'released' })
      expect(await d.owner('late.example')).toBeUndefined()
    })
    it('of another organization’s claim finds nothing', async () => {
      const claim = await d.claim(tvbs, 'foreign.example')
      for (const procedure of ['domains.get', 'domains.check'])
        expect(await d.w.code(ada, procedure, { id: claim.id })).toBe('NOT_FOUND')
      const { id, version } = claim
      expect(await d.w.code(ada, 'domains.release', { id, version, reason })).toBe('NOT_FOUND')
    })
  })

  describe('the daily re-check', () => {
    it('proves a claim by itself, and asks only about what is due', async () => {
      const claim = await d.claim(ada, 'itself.example')
      d.publish(claim)
      const count = d.server.asked(claim.record.name)
      await d.recheck()
      expect(d.server.asked(claim.record.name)).toBe(count)
      d.w.wait(HOUR)
      await d.recheck()
      expect(await d.get(ada, claim)).toMatchObject({ state: 'verified' })
    })
    it('begins a grace of 72 hours when the proof is gone, in which sign-ups are still enrolled, and ends it when it is back', async () => {
      const claim = await d.proved(ada, 'grace.example')
      d.unpublish(claim)
      d.w.wait(25 * HOUR)
      await d.recheck()
      const failing = await d.get(ada, claim)
      expect(failing).toMatchObject({ state: 'failing', lastCheck: { outcome: 'mismatch' } })
      const grace = Date.parse(failing.graceUntil ?? '') - Date.parse(failing.lastCheck?.at ?? '')
      expect(grace).toBe(72 * HOUR)
      expect(await d.owner('grace.example')).toMatchObject({ claimId: claim.id })
      d.publish(claim)
      d.w.wait(7 * HOUR)
      await d.recheck()
      expect(await d.get(ada, claim)).toMatchObject({ state: 'verified', graceUntil: null })
    })
    it('lets a claim lapse after the grace, and prove itself again', async () => {
      const claim = await d.proved(ada, 'lapse.example')
      d.unpublish(claim)
      d.w.wait(25 * HOUR)
      await d.recheck()
      d.w.wait(72 * HOUR)
      await d.recheck()
      expect(await d.get(ada, claim)).toMatchObject({ state: 'lapsed' })
      expect(await d.owner('lapse.example')).toBeUndefined()
      d.publish(claim)
      expect(await d.check(ada, claim)).toMatchObject({ state: 'verified', expiresAt: null })
      expect((await d.get(ada, claim)).history.map((h) => h.what)).toEqual([
        'claimed',
        'verified',
        'failing',
        'lapsed',
        'verified',
      ])
    })
    it.each(['servfail', 'refused', 'silent'] as const)(
      'ends the enrollment after 72 hours also where DNS gives no answer (%s), and has it back with the proof',
      async (fails) => {
        const claim = await d.proved(ada, `${fails}.example`)
        d.server.set(claim.record.name, { fails })
        d.w.wait(25 * HOUR)
        await d.recheck()
        const failing = await d.get(ada, claim)
        expect(failing).toMatchObject({ state: 'failing' })
        d.w.wait(72 * HOUR - 60_000)
        expect(await tried(`a@${fails}.example`)).toMatchObject({ outcome: 'enrolled' })
        // At the very end of what the countdown shows, also before any schedule has come by.
        d.w.wait(60_000)
        expect(await tried(`a@${fails}.example`)).toMatchObject({ outcome: 'personal' })
        await d.recheck()
        expect(await d.get(ada, claim)).toMatchObject({ state: 'lapsed', graceUntil: null })
        d.publish(claim)
        d.w.wait(HOUR + 60_000)
        await d.recheck()
        expect(await d.get(ada, claim)).toMatchObject({ state: 'verified' })
      },
    )
    it('lets an unproved claim expire after 14 days', async () => {
      const claim = await d.claim(ada, 'expires.example')
      d.w.wait(14 * DAY - HOUR)
      await d.recheck()
      expect(await d.get(ada, claim)).toMatchObject({ state: 'pending' })
      d.w.wait(HOUR + 1)
      await d.recheck()
      expect(await d.get(ada, claim)).toMatchObject({ state: 'expired', nextCheckAt: null })
      // The name is free for a new claim, with a new token.
      expect((await d.claim(ada, 'expires.example')).record.value).not.toBe(claim.record.value)
    })
    it('goes on with the others where one check fails, and the schedule says so', async () => {
      const [broken, fine] = [await d.proved(ada, 'broken.example'), await d.proved(ada, 'fine.example')]
      d.unpublish(fine)
      d.w.wait(25 * HOUR)
      const real = openDns([d.server.address], { timeout: 800, tries: 1 })
      const dns: Dns = {
        txt: (name) => (name.includes('broken') ? Promise.reject(new Error('no resolver')) : real.txt(name)),
      }
      const schedule = schedulesOf({ dns }).find((s) => s.name === 'domains to be checked again')
      await expect(schedule?.run(d.w.store, new AbortController().signal)).rejects.toThrow(/1 of \d+ checks/)
      expect(await d.get(ada, fine)).toMatchObject({ state: 'failing' })
      expect(await d.get(ada, broken)).toMatchObject({ state: 'verified' })
      await d.recheck()
      expect(await d.get(ada, broken)).toMatchObject({ lastCheck: { outcome: 'proved' } })
    })
    it('drops no claim without a word: failing, lapsed and expired each leave a record and an event', async () => {
      const claim = await d.proved(ada, 'words.example')
      const never = await d.claim(ada, 'never.example')
      d.unpublish(claim)
      d.w.wait(25 * HOUR)
      await d.recheck()
      d.w.wait(73 * HOUR)
      await d.recheck()
      d.w.wait(14 * DAY)
      await d.recheck()
      await d.recheck()
      expect((await d.get(ada, never)).state).toBe('expired')
      for (const [id, happened] of [
        [claim.id, ['domain.failing', 'domain.lapsed', 'domain.expired']],
        [never.id, ['domain.expired']],
      ] as const) {
        const records = await d.w
          .tenant(ada.orgId ?? '')
          .collection(auditRecords)
          .list({ where: eq('resourceId', id), limit: 50 })
        const events = (
          await d.w
            .tenant(ada.orgId ?? '')
            .collection(outbox)
            .list({ limit: 500 })
        ).items.filter((e) => e.body.includes(id))
        expect(records.items.map((r) => r.action)).toEqual(expect.arrayContaining([...happened]))
        expect(events.map((e) => e.type)).toEqual(expect.arrayContaining([...happened]))
      }
    })
    it('is told in the trail as the platform’s doing, and only where something changed', async () => {
      const claim = await d.proved(ada, 'quiet.example')
      const before = (await actions(ada)).filter((a) => a === 'domain.checked').length
      d.w.wait(25 * HOUR)
      await d.recheck()
      expect(await d.get(ada, claim)).toMatchObject({ state: 'verified' })
      expect((await actions(ada)).filter((a) => a === 'domain.checked')).toHaveLength(before)
    })
  })

  it('viewers and members see no domains', async () => {
    await d.w.add('vic', ['member'])
    const vic = await d.w.as('vic@acme.example')
    expect(await d.w.code(vic, 'domains.list', {})).toBe('FORBIDDEN')
  })
})
