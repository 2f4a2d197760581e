import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '../../src-main/api/index.ts'
import { invitations } from '../../src-main/store/records/index.ts'
import type { Approval } from '../../src-preload/contract/approvals.ts'
import { DAY, type Domains, openDomains, reason } from './domains-world.ts'
import { SignUps } from './sign-ups.ts'
import { STORES } from './world.ts'

describe.each(STORES)('somebody signs up on %s', (kind) => {
  let d: Domains
  let ada: Session
  let { signUp, memberOf, events, contexts } = {} as SignUps
  beforeAll(async () => {
    d = await openDomains(kind)
    ;({ signUp, memberOf, events, contexts } = new SignUps(d))
    ada = d.w.ada
    await d.proved(ada, 'acme.test')
  })
  afterAll(async () => {
    expect(d.w.defects).toEqual([])
    await d.close()
  })

  describe('who is invited', () => {
    const invite = (email: string, roleIds: string[], session = ada) =>
      d.w.ask<{ invitation: { id: string } }>(session, 'invitations.create', { email, roleIds })
    const invitationOf = async (id: string) =>
      d.w
        .tenant(ada.orgId ?? '')
        .collection(invitations)
        .get(id)

    it('gives the invitation’s roles where they are higher, and accepts it', async () => {
      const { invitation } = await invite('ina@acme.test', ['admin'])
      expect(await signUp('ina@acme.test')).toMatchObject({ outcome: 'enrolled', because: 'invitation' })
      expect(await memberOf(ada.orgId, 'ina@acme.test')).toMatchObject({
        roleIds: ['admin'],
        source: 'domain',
      })
      expect(await invitationOf(invitation.id)).toMatchObject({ state: 'accepted' })
    })
    it('gives the claim’s role where the invitation’s is lower, and the invitation is overtaken', async () => {
      const { invitation } = await invite('low@acme.test', ['viewer'])
      expect(await signUp('low@acme.test')).toMatchObject({ because: 'domain' })
      expect(await memberOf(ada.orgId, 'low@acme.test')).toMatchObject({ roleIds: ['member'] })
      expect(await invitationOf(invitation.id)).toMatchObject({ state: 'revoked' })
      const told = await d.w.ask<{ action: string; resourceId: string }[]>(ada, 'audit.recent', { limit: 5 })
      expect(told).toContainEqual(
        expect.objectContaining({ action: 'invitation.revoked', resourceId: invitation.id }),
      )
    })
    it('gives both where each gives something of its own', async () => {
      const role = await d.w.ask<{ id: string }>(ada, 'roles.create', {
        name: 'Trail',
        matrix: { audit: ['read'] },
      })
      await invite('both@acme.test', [role.id])
      await signUp('both@acme.test')
      expect(await memberOf(ada.orgId, 'both@acme.test')).toMatchObject({ roleIds: ['member', role.id] })
    })
    it('gives nothing of an invitation whose author no longer holds it, or that has run out', async () => {
      const boss = await d.w.add('boss', ['admin'])
      const { invitation } = await invite('sad@acme.test', ['admin'], await d.w.as('boss@acme.example'))
      const now = await d.w.member(boss.id)
      await d.w.ask(ada, 'members.setRoles', { id: now.id, version: now.version, roleIds: ['viewer'] })
      expect(await signUp('sad@acme.test')).toMatchObject({ outcome: 'enrolled', because: 'domain' })
      expect(await memberOf(ada.orgId, 'sad@acme.test')).toMatchObject({ roleIds: ['member'] })
      expect(await invitationOf(invitation.id)).toMatchObject({ state: 'revoked' })
      const late = await invite('late@acme.test', ['admin'])
      d.w.wait(8 * DAY)
      expect(await signUp('late@acme.test')).toMatchObject({ because: 'domain' })
      expect(await invitationOf(late.invitation.id)).toMatchObject({ state: 'expired' })
    })
  })

  describe('where there is no seat', () => {
    let full: Session
    const limit = async (seats: number) => {
      const { id, version } = await d.w.ask<{ id: string; version: number }>(d.w.operator, 'platform.get', {
        id: full.orgId,
      })
      await d.w.ask(d.w.operator, 'platform.setLimits', { id, version, limits: { seats }, reason })
    }
    beforeAll(async () => {
      full = await d.organization('full')
      await d.proved(full, 'full.test')
      await limit(1)
    })
    it('waits: the admins are asked, once, and the person has a personal space', async () => {
      const done = await signUp('w@full.test')
      expect(done).toMatchObject({
        outcome: 'waiting',
        because: 'seatsFull',
        orgId: full.orgId,
        memberId: null,
      })
      expect(done.approvalId).not.toBeNull()
      expect((await contexts('w@full.test')).map((c) => c.kind)).toEqual(['personal'])
      expect(await signUp('w@full.test')).toMatchObject({ outcome: 'waiting', approvalId: done.approvalId })
      const page = await d.w.ask<{ items: { kind: string; title: string }[] }>(full, 'approvals.list', {})
      expect(page.items).toMatchObject([{ kind: 'seat', title: 'A seat for w (w@full.test)' }])
      expect(await events(full.orgId)).toContain('user.waiting')
    })
    it('is a member when it is approved and there is a seat by then', async () => {
      const done = await signUp('ok@full.test')
      await limit(2)
      await d.w.ask(full, 'approvals.approve', { id: done.approvalId })
      expect(await memberOf(full.orgId, 'ok@full.test')).toMatchObject({
        source: 'domain',
        roleIds: ['member'],
      })
      // Delivered again, the sign-up answers as it did.
      expect(await signUp('ok@full.test')).toMatchObject({ outcome: 'member' })
    })
    const request = (id: string | null) => d.w.ask<Approval>(full, 'approvals.get', { id })
    it('approved without a seat goes on waiting, and is a member when it is approved again with one', async () => {
      const done = await signUp('no@full.test')
      const approve = { id: done.approvalId }
      await expect(d.w.ask(full, 'approvals.approve', approve)).rejects.toMatchObject({
        code: 'LIMIT_REACHED',
        data: { pool: 'seats' },
      })
      expect(await request(done.approvalId)).toMatchObject({ state: 'waiting' })
      expect(await memberOf(full.orgId, 'no@full.test')).toBeUndefined()
      const inbox = await d.w.ask<{ items: { id: string }[] }>(full, 'approvals.list', {})
      expect(inbox.items.map((r) => r.id)).toContain(done.approvalId)
      await limit(3)
      expect(await d.w.ask(full, 'approvals.approve', approve)).toMatchObject({ state: 'approved' })
      expect(await memberOf(full.orgId, 'no@full.test')).toMatchObject({ roleIds: ['member'] })
    })
    it('asks again after the request ran out, by the same sign-up and by a new one', async () => {
      const signUpId = randomUUID()
      const first = await signUp('patient@full.test', { signUpId })
      expect(await signUp('patient@full.test', { signUpId })).toEqual(first)
      d.w.wait(8 * DAY)
      const second = await signUp('patient@full.test', { signUpId })
      expect(second).toMatchObject({ outcome: 'waiting', because: 'seatsFull' })
      expect(second.approvalId).not.toBe(first.approvalId)
      expect(await request(first.approvalId)).toMatchObject({ state: 'expired' })
      d.w.wait(8 * DAY)
      const third = await signUp('patient@full.test')
      expect([first.approvalId, second.approvalId]).not.toContain(third.approvalId)
      await limit(4)
      d.w.wait(8 * DAY)
      // By then there is a seat, and nobody said no.
      expect(await signUp('patient@full.test')).toMatchObject({ outcome: 'enrolled' })
    })
    it('refused by the admins asks them again, also when there is a seat by then', async () => {
      const first = await signUp('refused@full.test')
      await d.w.ask(full, 'approvals.refuse', { id: first.approvalId, reason })
      await limit(6)
      const again = await signUp('refused@full.test')
      expect(again).toMatchObject({ outcome: 'waiting', because: 'seatRefused' })
      expect(again.approvalId).not.toBe(first.approvalId)
      expect(await memberOf(full.orgId, 'refused@full.test')).toBeUndefined()
      await d.w.ask(full, 'approvals.approve', { id: again.approvalId })
      expect(await memberOf(full.orgId, 'refused@full.test')).toMatchObject({ state: 'active' })
      await limit(5)
    })
    it('brings exactly what was shown: a claim that gives more by then ends the request, and it is asked for anew', async () => {
      const done = await signUp('shown@full.test')
      expect((await request(done.approvalId)).changes).toEqual([
        { what: 'member', before: null, after: 'shown (shown@full.test)' },
        { what: 'domain', before: null, after: 'full.test' },
        { what: 'role', before: null, after: 'Member' },
      ])
      const [claim] = (await d.w.ask<{ items: { id: string; version: number }[] }>(full, 'domains.list', {}))
        .items
      const { id, version } = claim ?? {}
      await d.w.ask(full, 'domains.update', { id, version, roleId: 'admin' })
      await limit(6)
      const after = await d.w.ask<Approval>(full, 'approvals.approve', { id: done.approvalId })
      expect(after).toMatchObject({ state: 'failed', failedBecause: 'changed' })
      expect(await memberOf(full.orgId, 'shown@full.test')).toBeUndefined()
      const inbox = await d.w.ask<{ items: Approval[] }>(full, 'approvals.list', {})
      const anew = inbox.items.find((r) => r.title === 'A seat for shown (shown@full.test)')
      expect(anew?.changes).toContainEqual({ what: 'role', before: null, after: 'Admin' })
      await d.w.ask(full, 'approvals.approve', { id: anew?.id })
      expect(await memberOf(full.orgId, 'shown@full.test')).toMatchObject({ roleIds: ['admin'] })
    })
    it('takes the last seat once, however many come at once', async () => {
      await limit(7)
      const outcomes = await Promise.all(Array.from({ length: 8 }, (_, i) => signUp(`last${i}@full.test`)))
      expect(outcomes.filter((o) => o.outcome === 'enrolled')).toHaveLength(1)
      expect(outcomes.filter((o) => o.outcome === 'waiting')).toHaveLength(7)
    })
  })
})
