/** What crosses tenants for approvals, transfers and moving in: each look and move does no more than its reason needs. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '../../src-main/api/index.ts'
import { Across } from '../../src-main/store/across/index.ts'
import { eq } from '../../src-main/store/index.ts'
import { grants, type ResourceRecord, resources } from '../../src-main/store/records/index.ts'
import { DAY, type Domains, openDomains, reason } from '../core/domains-world.ts'
import { codeOf, STORES } from '../core/world.ts'

describe.each(STORES)('across tenants on %s', (kind) => {
  let d: Domains
  let ada: Session
  let zoe: Session
  let across: Across
  beforeAll(async () => {
    d = await openDomains(kind)
    ada = d.w.ada
    zoe = await d.organization('zebra')
    across = new Across(d.w.store)
  })
  afterAll(() => d.close())
  const make = (who: Session, name: string) =>
    d.w.ask<{ id: string }>(who, 'resources.create', { kind: 'chatbot', name })
  const recordsIn = async (who: Session) =>
    (
      await d.w
        .tenant(who.orgId ?? '')
        .collection(resources)
        .list({ limit: 100 })
    ).items
  const asItIs = ({ visibility, teamIds, createdBy, creatorName, countsTo }: ResourceRecord) => ({
    visibility,
    teamIds,
    createdBy,
    creatorName,
    countsTo,
  })

  it('a move takes the named records with their shares, and nothing else of either tenant', async () => {
    const [goes, stays, theirs] = [
      await make(ada, 'Goes'),
      await make(ada, 'Stays'),
      await make(zoe, 'Theirs'),
    ]
    const mel = await d.w.add('mel')
    for (const { id } of [goes, stays])
      await d.w.ask(ada, 'resources.share', {
        kind: 'chatbot',
        id,
        subjectKind: 'user',
        subjectId: mel.userId,
        operations: ['read'],
      })
    const going = (await recordsIn(ada)).filter((r) => r.id === goes.id)
    await d.w.store.transaction((unit) =>
      new Across(unit).moveResources(ada.orgId ?? '', zoe.orgId ?? '', going, asItIs),
    )
    expect((await recordsIn(ada)).map((r) => r.id)).toEqual([stays.id])
    expect((await recordsIn(zoe)).map((r) => r.id).sort()).toEqual([goes.id, theirs.id].sort())
    const ofAda = d.w.tenant(ada.orgId ?? '').collection(grants)
    expect(await ofAda.count(eq('resourceId', stays.id))).toBe(1)
    expect(await ofAda.count(eq('resourceId', goes.id))).toBe(0)
    expect(
      await d.w
        .tenant(zoe.orgId ?? '')
        .collection(grants)
        .count(),
    ).toBe(0)
  })

  it('records of a third tenant are not moved, though they are named', async () => {
    const third = await d.organization('third')
    await make(third, 'Elsewhere')
    const foreign = await recordsIn(third)
    const move = d.w.store.transaction((unit) =>
      new Across(unit).moveResources(ada.orgId ?? '', zoe.orgId ?? '', foreign, asItIs),
    )
    expect(await codeOf(move)).toBe('CONFLICT')
    expect(await recordsIn(third)).toEqual(foreign)
  })

  it('what ran out is found with its place alone', async () => {
    await d.w.add('bea', ['admin'])
    await d.w.ask(ada, 'approvals.setPolicies', { version: 0, rules: { auditExport: false }, reason })
    const now = d.w.store.settings.now().getTime()
    expect(await across.approvalsRunOut(new Date(now).toISOString(), 10)).toEqual([])
    const due = await across.approvalsRunOut(new Date(now + 8 * DAY).toISOString(), 10)
    expect(due).toEqual([{ orgId: ada.orgId, id: expect.any(String) }])
  })

  it('people of a domain are found by whole labels, and offers by the person alone', async () => {
    for (const email of ['ann@moving.test', 'sue@sub.moving.test', 'eve@evilmoving.test'])
      await d.w.ask(d.w.operator, 'enrollment.signUp', {
        signUpId: randomUUID(),
        email,
        name: email,
        verified: true,
      })
    const found = async (withSubdomains: boolean) => {
      const page = await across.usersOfDomain('moving.test', withSubdomains, { limit: 10 })
      return page.items.map((user) => user.email).sort()
    }
    expect(await found(false)).toEqual(['ann@moving.test'])
    expect(await found(true)).toEqual(['ann@moving.test', 'sue@sub.moving.test'])
    const claim = await d.proved(ada, 'moving.test')
    await d.w.ask(ada, 'migrations.offer', { claimId: claim.id })
    const [ann, sue] = await across.usersByEmail(['ann@moving.test', 'sue@sub.moving.test'])
    expect(await across.migrationOffersOf(ann?.id ?? '')).toMatchObject([
      { userId: ann?.id, orgId: ada.orgId },
    ])
    expect(await across.migrationOffersOf(sue?.id ?? '')).toEqual([])
  })
})
