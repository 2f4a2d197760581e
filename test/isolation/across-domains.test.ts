/** What crosses tenants for domains: each look gives back no more than its reason needs. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '../../src-main/api/index.ts'
import { Across } from '../../src-main/store/across/index.ts'
import { IDENTITIES } from '../../src-main/store/records/index.ts'
import { DAY, type Domains, openDomains } from '../core/domains-world.ts'
import { STORES } from '../core/world.ts'

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
    await d.proved(ada, 'acme.example', { includeSubdomains: true })
    await d.proved(zoe, 'zebra.example')
    await d.claim(zoe, 'pending.example')
  })
  afterAll(() => d.close())

  it('a domain’s owner is what a proof made, never what a claim says', async () => {
    expect(await across.domains.owner('pending.example')).toBeUndefined()
    expect(await across.domains.owner('zebra.example')).toMatchObject({ tenantId: zoe.orgId })
  })
  it('an owner’s record holds the domain and ids, and nothing of the organization or its people', async () => {
    const owner = await across.domains.owner('acme.example')
    expect(owner?.orgId).toBe(IDENTITIES)
    expect(JSON.stringify(owner)).not.toMatch(/Ada|Acme"|castellan-verify|token/)
  })
  it('owners are found by whole domains, of these and no others', async () => {
    const found = await across.domains.ownersOf(['acme.example', 'example', 'evilacme.example'])
    expect(found.map((o) => o.domain)).toEqual(['acme.example'])
    expect(await across.domains.ownersOf([])).toEqual([])
  })
  it('the re-check sees claims whose time has come, and of a tenant nothing but its claims', async () => {
    const now = d.w.store.settings.now().getTime()
    expect(await across.domains.dueClaims(new Date(now).toISOString(), 10)).toEqual([])
    const due = await across.domains.dueClaims(new Date(now + 2 * DAY).toISOString(), 10)
    expect(due.map((c) => c.domain).sort()).toEqual(['acme.example', 'pending.example', 'zebra.example'])
    expect(await across.domains.dueClaims(new Date(now + 2 * DAY).toISOString(), 1)).toHaveLength(1)
  })
  it('conflicts are for operators alone, also by the api', async () => {
    expect((await across.domains.conflicts({ limit: 10 })).items).toEqual([])
    expect(await d.w.code(ada, 'domainConflicts.list', {})).toBe('FORBIDDEN')
    const operator = await d.w.ask<{ items: unknown[] }>(d.w.operator, 'domainConflicts.list', {})
    expect(operator.items).toEqual([])
  })
})
