import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Session, approvals as service } from '../../src-main/api/index.ts'
import { expireApprovals, requestByPlatform } from '../../src-main/approvals/index.ts'
import { approvals as approvalRecords, auditRecords, outbox } from '../../src-main/store/records/index.ts'
import { platformUnit } from '../../src-main/work/index.ts'
import type { Approval, Policies } from '../../src-preload/contract/approvals.ts'
import { type Member, openWorld, STORES, type World } from './world.ts'

const reason = 'because the test says so'
const DAY = 86_400_000
type Outcome<R = unknown> = { outcome: 'done'; result: R } | { outcome: 'waiting'; approvalId: string }
interface Organization {
  readonly id: string
  readonly version: number
  readonly state: string
}

describe.each(STORES)('approvals on %s', (kind) => {
  let w: World
  let second: Session
  let member: Member
  beforeEach(async () => {
    w = await openWorld(kind)
    member = await w.add('bea', ['admin'])
    second = await w.as('bea@acme.example')
  })
  afterEach(async () => {
    expect(w.defects).toEqual([])
    await w.close()
  })
  const current = (session = w.ada) => w.ask<Organization>(session, 'organizations.current')
  const close = async (session = w.ada): Promise<string> => {
    const { version } = await current()
    const answer = await w.ask<Outcome>(session, 'organizations.close', {
      version,
      confirmName: 'Acme',
      reason,
    })
    if (answer.outcome !== 'waiting') throw new Error('It did not wait.')
    return answer.approvalId
  }
  const list = async (session: Session, view: string) =>
    (await w.ask<{ items: Approval[] }>(session, 'approvals.list', { view })).items
  const waiting = async (session: Session) =>
    (await w.ask<{ waiting: number }>(session, 'approvals.count')).waiting
  const events = async () => {
    const page = await w
      .tenant(w.ada.orgId ?? '')
      .collection(outbox)
      .list({ limit: 500 })
    return page.items.map((e) => e.type).filter((t) => t.startsWith('approval.') || t.startsWith('policy.'))
  }
  const trail = async () =>
    (
      await w
        .tenant(w.ada.orgId ?? '')
        .collection(auditRecords)
        .list({ sort: { field: 'sequence', direction: 'desc' }, limit: 50 })
    ).items

  it('what needs a second person changes nothing until another one approves it, and then exactly what was shown', async () => {
    const id = await close()
    expect((await current()).state).toBe('active')
    const [shown] = await list(second, 'waiting')
    expect(shown).toMatchObject({
      id,
      kind: 'organizationClose',
      state: 'waiting',
      title: 'Close Acme',
      reason,
      requestedBy: 'Ada',
      mine: false,
      changes: [{ what: 'state', before: 'active', after: 'closing' }, { what: 'erasure' }],
    })
    expect([await waiting(w.ada), await waiting(second)]).toEqual([0, 1])
    const done = await w.ask<Approval>(second, 'approvals.approve', { id, reason: 'agreed' })
    expect(done).toMatchObject({ state: 'approved', decidedBy: 'bea', decision: 'agreed' })
    expect((await current()).state).toBe('closing')
    expect(await waiting(second)).toBe(0)
    expect(await events()).toEqual(['approval.requested', 'approval.approved'])
  })

  it('the trail says who carried it out, on whose behalf and why, and its chain holds', async () => {
    const id = await close()
    await w.ask(second, 'approvals.approve', { id, reason: 'agreed' })
    const [executed, approved] = await trail()
    expect(approved).toMatchObject({ action: 'approval.approved', actorName: 'bea', reason: 'agreed' })
    expect(executed).toMatchObject({
      action: 'organization.closing',
      actorName: 'bea',
      reason,
      because: 'role Admin; approved by bea',
      actor: { name: 'bea', onBehalfOf: { name: 'Ada', email: 'ada@acme.example' } },
    })
    expect(await w.ask(w.ada, 'audit.verify')).toMatchObject({ intact: true })
  })

  it('nobody decides on their own request, nor in their own matter', async () => {
    const id = await close()
    expect(await w.code(w.ada, 'approvals.approve', { id })).toBe('FORBIDDEN')
    expect(await w.code(w.ada, 'approvals.refuse', { id, reason })).toBe('FORBIDDEN')
    const orgId = w.ada.orgId ?? ''
    const cause = { action: 'test', host: 'test', because: 'test' }
    const { approvalId } = await platformUnit(w.store, cause, (work) =>
      requestByPlatform(work, orgId, 'seat', {
        input: { of: 'bea' },
        title: 'A seat for bea',
        preview: [],
        reason,
        concernsId: member.userId,
      }),
    )
    expect(await w.code(second, 'approvals.refuse', { id: approvalId, reason })).toBe('FORBIDDEN')
    expect(await waiting(second)).toBe(1)
    expect(await w.ask(w.ada, 'approvals.refuse', { id: approvalId, reason })).toMatchObject({
      state: 'refused',
    })
  })

  it('two who approve at once carry it out once', async () => {
    await w.add('cid', ['admin'])
    const third = await w.as('cid@acme.example')
    const asked = await w.ask<Outcome>(w.ada, 'approvals.setPolicies', {
      version: 0,
      rules: { auditExport: false },
      reason,
    })
    const id = asked.outcome === 'waiting' ? asked.approvalId : ''
    const results = await Promise.allSettled(
      [second, third, second, third].map((s) => w.ask(s, 'approvals.approve', { id })),
    )
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1)
    for (const r of results)
      if (r.status === 'rejected') expect(r.reason).toMatchObject({ code: 'WRONG_STATE' })
    expect(await w.ask(w.ada, 'approvals.policies')).toMatchObject({ version: 1 })
    expect(
      (await trail()).filter((r) => r.action === 'policy.changed' && r.actorName !== 'Ada'),
    ).toHaveLength(1)
  })

  it('access lost between request and approval ends it as failed, and nothing is done', async () => {
    const id = await close(second)
    const now = await w.member(member.id)
    await w.ask(w.ada, 'members.setRoles', { id: now.id, version: now.version, roleIds: ['member'] })
    const failed = await w.ask<Approval>(w.ada, 'approvals.approve', { id })
    expect(failed).toMatchObject({ state: 'failed' })
    expect(failed.failure).toMatch(/may not close/)
    expect((await current()).state).toBe('active')
    expect(await w.code(w.ada, 'approvals.approve', { id })).toBe('WRONG_STATE')
    expect(await events()).toContain('approval.failed')
  })

  it('a requester who is gone, or a state that changed, ends it as failed', async () => {
    const id = await close(second)
    const now = await w.member(member.id)
    await w.ask(w.ada, 'members.remove', { id: now.id, version: now.version, reason })
    expect(await w.ask(w.ada, 'approvals.approve', { id })).toMatchObject({
      state: 'failed',
      failure: 'bea is no longer a member here.',
    })
    await w.add('cid', ['admin'])
    const third = await w.as('cid@acme.example')
    const stale = await close()
    await w.ask(w.ada, 'organizations.update', { version: (await current()).version, name: 'Acme plus' })
    expect(await w.ask(third, 'approvals.approve', { id: stale })).toMatchObject({ state: 'failed' })
    expect((await current()).state).toBe('active')
  })

  it('an approval gives no permission: who may decide but not do it lends nothing to who asks', async () => {
    const decider = await w.ask<{ id: string }>(w.ada, 'roles.create', {
      name: 'Decider',
      matrix: { approval: ['read', 'decide'] },
    })
    await w.add('dan', [decider.id])
    const dan = await w.as('dan@acme.example')
    expect(await w.ask(dan, 'approvals.approve', { id: await close() })).toMatchObject({ state: 'approved' })
    expect(await w.code(dan, 'organizations.restore', { version: (await current()).version, reason })).toBe(
      'FORBIDDEN',
    )
  })

  it('only whoever asked takes a request back, and then nobody can approve it', async () => {
    const id = await close()
    expect(await w.code(second, 'approvals.withdraw', { id })).toBe('FORBIDDEN')
    expect(await w.ask(w.ada, 'approvals.withdraw', { id })).toMatchObject({ state: 'withdrawn' })
    expect(await w.code(second, 'approvals.approve', { id })).toBe('WRONG_STATE')
    expect((await list(second, 'decided')).map((r) => r.state)).toEqual(['withdrawn'])
  })

  it('a request runs out, and shows so before the schedule came by', async () => {
    const id = await close()
    w.wait(8 * DAY)
    expect(await w.code(second, 'approvals.approve', { id })).toBe('EXPIRED')
    expect(await w.ask(second, 'approvals.get', { id })).toMatchObject({ state: 'expired' })
    expect(await waiting(second)).toBe(0)
    // The same may be asked for again although the old one is still there.
    const again = await close()
    expect(again).not.toBe(id)
    w.wait(8 * DAY)
    expect(await expireApprovals(w.store)).toBe(1)
    expect(await expireApprovals(w.store)).toBe(0)
    expect((await list(second, 'decided')).map((r) => r.state)).toEqual(['expired', 'expired'])
    expect((await current()).state).toBe('active')
  })

  it('the same asked twice while it waits is one request', async () => {
    const [first, again] = [await close(), await close()]
    expect(again).toBe(first)
    expect(await close(second)).not.toBe(first)
  })

  it('where nobody else may decide it is carried out at once, and the trail says why', async () => {
    await w.ask(w.ada, 'members.suspend', {
      id: member.id,
      version: (await w.member(member.id)).version,
      reason,
    })
    expect(await w.ask(w.ada, 'approvals.policies')).toMatchObject({ others: 0, version: 0 })
    const { version } = await current()
    const answer = await w.ask<Outcome<Organization>>(w.ada, 'organizations.close', {
      version,
      confirmName: 'Acme',
      reason,
    })
    expect(answer).toMatchObject({ outcome: 'done', result: { state: 'closing' } })
    expect((await trail()).map((r) => r.action)).toContain('approval.notPossible')
  })

  it('tightening holds at once; loosening waits for a second person, by the rules as they were', async () => {
    const set = (version: number, rules: object, session = w.ada) =>
      w.ask<Outcome<Policies>>(session, 'approvals.setPolicies', { version, rules, reason })
    const tight = await set(0, { creditAllocationAbove: 500, days: 3 })
    expect(tight).toMatchObject({
      outcome: 'done',
      result: { version: 1, rules: { creditAllocationAbove: 500 } },
    })
    const loose = await set(1, { organizationClose: false, creditAllocationAbove: 100 })
    if (loose.outcome !== 'waiting') throw new Error('It did not wait.')
    expect((await w.ask<Policies>(w.ada, 'approvals.policies')).rules).toMatchObject({
      organizationClose: true,
      creditAllocationAbove: 500,
    })
    const [shown] = await list(second, 'waiting')
    expect(shown?.changes).toEqual([
      { what: 'organizationClose', before: 'true', after: 'false' },
      { what: 'creditAllocationAbove', before: '500', after: '100' },
    ])
    // Until it is approved the old rule holds, also for what it would let through.
    await close()
    await w.ask(second, 'approvals.approve', { id: loose.approvalId })
    expect((await w.ask<Policies>(w.ada, 'approvals.policies')).rules).toMatchObject({
      organizationClose: false,
      creditAllocationAbove: 100,
    })
    expect(await events()).toContain('policy.changed')
    const { version } = await current()
    const closed = await w.ask<Outcome>(w.ada, 'organizations.close', {
      version,
      confirmName: 'Acme',
      reason,
    })
    expect(closed.outcome).toBe('done')
  })

  it('a loosening of rules that were changed since does not go through', async () => {
    const loose = await w.ask<Outcome>(w.ada, 'approvals.setPolicies', {
      version: 0,
      rules: { auditExport: false },
      reason,
    })
    if (loose.outcome !== 'waiting') throw new Error('It did not wait.')
    await w.ask(w.ada, 'approvals.setPolicies', { version: 0, rules: { days: 2 }, reason })
    expect(await w.ask(second, 'approvals.approve', { id: loose.approvalId })).toMatchObject({
      state: 'failed',
    })
    expect((await w.ask<Policies>(w.ada, 'approvals.policies')).rules.auditExport).toBe(true)
    expect(await w.code(w.ada, 'approvals.setPolicies', { version: 0, rules: { days: 5 }, reason })).toBe(
      'VERSION_CONFLICT',
    )
  })

  it('members see what they asked for themselves, and another’s request answers like none', async () => {
    await w.add('mel', ['member'])
    const mel = await w.as('mel@acme.example')
    const id = await close()
    expect(await list(mel, 'waiting')).toEqual([])
    expect(await list(mel, 'decided')).toEqual([])
    const none = '00000000-0000-7000-8000-000000000000'
    expect(await w.code(mel, 'approvals.get', { id })).toBe('NOT_FOUND')
    expect(await w.code(mel, 'approvals.withdraw', { id })).toBe('NOT_FOUND')
    expect(await w.code(second, 'approvals.approve', { id: none })).toBe('NOT_FOUND')
    expect(await w.code(mel, 'approvals.approve', { id })).toBe('FORBIDDEN')
    expect(await waiting(mel)).toBe(0)
  })

  it('a decision made elsewhere counts like one made here, once, and only from who may decide', async () => {
    const orgId = w.ada.orgId ?? ''
    const transaction = <R>(step: (work: Parameters<typeof requestByPlatform>[0]) => Promise<R>) =>
      platformUnit(w.store, { action: 'test', host: 'broker', because: 'decision.made' }, step)
    const tell = (approvalId: string, userId: string, decision: 'approve' | 'refuse' = 'approve') =>
      service.decideElsewhere(transaction, orgId, {
        approvalId,
        decision,
        userId,
        why: 'from the service desk',
      })
    const mel = await w.add('mel', ['member'])
    const ada = (await w.ask<{ items: Member[] }>(w.ada, 'members.list', { search: 'ada@' })).items[0]
    const id = await close()
    expect(await tell(id, ada?.userId ?? '')).toBe('refused')
    expect(await tell(id, mel.userId)).toBe('refused')
    expect(await tell(id, '00000000-0000-7000-8000-000000000000')).toBe('refused')
    expect((await current()).state).toBe('active')
    expect(await tell(id, member.userId)).toBe('done')
    expect(await tell(id, member.userId)).toBe('already')
    expect((await current()).state).toBe('closing')
    const record = await w.tenant(orgId).collection(approvalRecords).get(id)
    expect(record).toMatchObject({ state: 'approved', decidedBy: 'bea', decision: 'from the service desk' })
    const executed = (await trail()).find((r) => r.action === 'organization.closing')
    expect(executed?.actor).toMatchObject({ name: 'bea', onBehalfOf: { name: 'Ada' } })
  })

  it('a decision made elsewhere that cannot be carried out ends as failed and changes nothing else', async () => {
    const id = await close()
    await w.ask(w.ada, 'organizations.update', { version: (await current()).version, name: 'Acme plus' })
    const transaction = <R>(step: (work: Parameters<typeof requestByPlatform>[0]) => Promise<R>) =>
      platformUnit(w.store, { action: 'test', host: 'broker', because: 'decision.made' }, step)
    const told = { approvalId: id, decision: 'approve', userId: member.userId, why: 'yes' } as const
    expect(await service.decideElsewhere(transaction, w.ada.orgId ?? '', told)).toBe('done')
    expect(await w.ask(w.ada, 'approvals.get', { id })).toMatchObject({ state: 'failed' })
    expect(await current()).toMatchObject({ state: 'active' })
  })
})
