import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { Across } from '../../../src-main/store/across/index.ts'
import type { Draft } from '../../../src-main/store/index.ts'
import { IDENTITIES, type SignUpRecord } from '../../../src-main/store/records/index.ts'
import { codeOf } from '../../core/world.ts'
import { type Cases, type Crossing, EARLIER, LATER } from './crossing.ts'

const at = '2026-01-01T00:00:00.000Z'
const drafted = (tenantId: string, domain: string) => ({
  ...{ tenantId, domain, claimId: randomUUID(), since: at, provedAt: at },
  ...{ includeSubdomains: false, claimants: [], contested: false },
})
const fresh = (): string => `d-${randomUUID().slice(0, 8)}.example`
const owned = async ({ across, zebra }: Crossing) => across.domains.own(drafted(zebra, fresh()))

const answer = (userId: string): Draft<SignUpRecord> => ({
  signUpId: randomUUID(),
  email: 'x@y.example',
  outcome: 'personal',
  because: 'noClaim',
  userId,
  tenantId: null,
  memberId: null,
  approvalId: null,
  domain: null,
})

export const domains: Cases = {
  'domains.owner': async (c) => {
    const { domain, id } = await owned(c)
    expect(await c.across.domains.owner(domain)).toMatchObject({ id, orgId: IDENTITIES, tenantId: c.zebra })
    expect(await c.across.domains.owner(`sub.${domain}`)).toBeUndefined()
  },
  'domains.ownersOf': async (c) => {
    const { domain } = await owned(c)
    const found = await c.across.domains.ownersOf([domain, 'example', `evil${domain}`])
    expect(found.map((o) => o.domain)).toEqual([domain])
    expect(await c.across.domains.ownersOf([])).toEqual([])
  },
  'domains.enrolling': async ({ d, across, zoe, zebra }) => {
    const domain = fresh()
    const pending = await d.claim(zoe, domain)
    expect(await across.domains.enrolling([domain])).toEqual([])
    d.publish(pending)
    const { id } = await d.check(zoe, pending)
    const found = await across.domains.enrolling([domain, 'example', `evil${domain}`, `sub.${domain}`])
    expect(found).toMatchObject([{ id, orgId: zebra, domain }])
    expect(await across.domains.enrolling([])).toEqual([])
    await d.release(zoe, pending)
    expect(await across.domains.enrolling([domain])).toEqual([])
  },
  'domains.remembered': async ({ d, across, zoe, zebra }) => {
    const domain = fresh()
    const { id } = await d.proved(zoe, domain)
    const verified = { signUpId: randomUUID(), email: `nell@${domain}`, name: 'Nell', verified: true }
    await d.w.ask(d.w.operator, 'enrollment.signUp', verified)
    const inside = <R>(look: (inside: Across) => R): Promise<R> =>
      d.w.store.transaction(async (unit) => look(new Across(unit)))
    expect(await inside((a) => a.domains.remembered(domain))).toMatchObject({
      claim: { id, orgId: zebra, domain },
      head: { orgId: zebra },
    })
    for (const other of ['example', `evil${domain}`, `sub.${domain}`, ''])
      expect(await inside((a) => a.domains.remembered(other))).toBeUndefined()
    // What only reads remembers nothing: nothing would find out that it is not so any more.
    expect(across.domains.remembered(domain)).toBeUndefined()
    await d.release(zoe, { id })
    expect(await inside((a) => a.domains.remembered(domain))).toBeUndefined()
  },
  'domains.own': async (c) => {
    const { domain } = await owned(c)
    const second = c.across.domains.own(drafted(c.acme, domain)).catch((error: unknown) => error)
    expect(await second).toMatchObject({ code: 'CONFLICT' })
    expect(JSON.stringify(await second)).not.toContain(c.zebra)
  },
  'domains.changeOwner': async (c) => {
    const [changed, other] = [await owned(c), await owned(c)]
    await c.across.domains.changeOwner(changed, { tenantId: c.acme })
    expect((await c.across.domains.owner(changed.domain))?.tenantId).toBe(c.acme)
    expect(await c.across.domains.owner(other.domain)).toEqual(other)
  },
  'domains.disown': async (c) => {
    const [gone, other] = [await owned(c), await owned(c)]
    await c.across.domains.disown(gone)
    expect(await c.across.domains.owner(gone.domain)).toBeUndefined()
    expect(await c.across.domains.owner(other.domain)).toEqual(other)
  },
  'domains.conflicts': async (c) => {
    const [contested] = [await owned(c), await owned(c)]
    await c.across.domains.changeOwner(contested, { contested: true })
    const { items, total } = await c.across.domains.conflicts({ limit: 10 })
    expect([items.map((o) => o.id), total]).toEqual([[contested.id], 1])
  },
  'domains.ownerById': async (c) => {
    const { id, claimId } = await owned(c)
    expect((await c.across.domains.ownerById(id))?.id).toBe(id)
    for (const other of [claimId, c.zebra]) expect(await c.across.domains.ownerById(other)).toBeUndefined()
  },
  'domains.dueClaims': async ({ d, across, zoe, zebra }) => {
    const { id } = await d.claim(zoe, 'due.example')
    expect(await across.domains.dueClaims(LATER, 10)).toMatchObject([{ id, orgId: zebra }])
    expect(await across.domains.dueClaims(EARLIER, 10)).toEqual([])
  },
  'domains.signUp': async ({ across }) => {
    const { signUpId } = await across.domains.keepSignUp(answer('u-one'))
    expect((await across.domains.signUp(signUpId))?.userId).toBe('u-one')
    expect(await across.domains.signUp(randomUUID())).toBeUndefined()
  },
  'domains.keepSignUp': async ({ across }) => {
    const once = answer('u-two')
    expect((await across.domains.keepSignUp(once)).orgId).toBe(IDENTITIES)
    expect(await codeOf(across.domains.keepSignUp(once))).toBe('CONFLICT')
  },
  'domains.renewSignUp': async ({ across }) => {
    const once = answer('u-five')
    const renewed = await across.domains.keepSignUp(once)
    const other = await across.domains.keepSignUp(answer('u-five'))
    await across.domains.renewSignUp(renewed, { ...once, outcome: 'refused' })
    expect((await across.domains.signUp(renewed.signUpId))?.outcome).toBe('refused')
    expect(await across.domains.signUp(other.signUpId)).toEqual(other)
  },
  'domains.signUpsOf': async ({ across }) => {
    for (const userId of ['u-three', 'u-four']) await across.domains.keepSignUp(answer(userId))
    expect((await across.domains.signUpsOf('u-three')).map((s) => s.userId)).toEqual(['u-three'])
  },
}
