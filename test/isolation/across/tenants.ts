import { expect } from 'vitest'
import { Across } from '../../../src-main/store/across/index.ts'
import { EVERYTHING } from '../../../src-main/store/index.ts'
import { resources } from '../../../src-main/store/records/index.ts'
import { reason } from '../../core/domains-world.ts'
import { codeOf } from '../../core/world.ts'
import { arePlaces, type Cases, EARLIER, LATER } from './crossing.ts'

export const tenants: Cases = {
  organization: async ({ across, zoe, zebra }) => {
    expect(await across.organization(zebra)).toMatchObject({ id: zebra, slug: 'zebra' })
    expect(await across.organization(zoe.user?.id ?? '')).toBeUndefined()
  },
  organizationBySlug: async ({ across, zebra }) => {
    expect((await across.organizationBySlug('zebra'))?.id).toBe(zebra)
    for (const slug of ['zebr', 'Zebra', '']) expect(await across.organizationBySlug(slug)).toBeUndefined()
  },
  listOrganizations: async ({ across, acme, zebra }) => {
    const all = await across.listOrganizations({ limit: 100 })
    expect(all.items.map((o) => o.id)).toEqual(expect.arrayContaining([acme, zebra]))
    // Personal spaces and the operators' own tenant are nobody's business.
    expect(all.items.every((o) => o.kind === 'organization')).toBe(true)
    expect(all.total).toBe(all.items.length)
    const { next } = await across.listOrganizations({ limit: 1 })
    const cursor = `${(next ?? '').slice(0, -2)}xx`
    expect(await codeOf(across.listOrganizations({ limit: 1, cursor }))).toBe('BAD_INPUT')
  },
  approvalsRunOut: async ({ d, across, ada, acme }) => {
    await d.w.add('bea', ['admin'])
    await d.w.ask(ada, 'approvals.setPolicies', { version: 0, rules: { auditExport: false }, reason })
    const due = await across.approvalsRunOut(LATER, 10)
    arePlaces(due)
    expect(due.map((place) => place.orgId)).toEqual([acme])
    expect(await across.approvalsRunOut(EARLIER, 10)).toEqual([])
  },
  openWizardsBefore: async ({ d, across, zoe, zebra }) => {
    await d.w.ask(zoe, 'wizards.start', { kind: 'claimDomain' })
    const due = await across.openWizardsBefore(LATER, 10)
    arePlaces(due)
    expect(due.map((place) => place.orgId)).toEqual([zebra])
    expect(await across.openWizardsBefore(EARLIER, 10)).toEqual([])
  },
  moveResources: async ({ d, ada, zoe, acme, zebra }) => {
    for (const [who, name] of [
      [ada, 'Goes'],
      [ada, 'Stays'],
      [zoe, 'Theirs'],
    ] as const)
      await d.w.ask(who, 'resources.create', { kind: 'chatbot', name })
    const namesIn = async (orgId: string): Promise<string[]> =>
      (await d.w.tenant(orgId).collection(resources).list({ limit: 100 })).items.map((r) => r.name).sort()
    const { items } = await d.w.tenant(acme).collection(resources).list({ limit: 100 })
    const going = items.filter((r) => r.name === 'Goes')
    await d.w.store.transaction((unit) => new Across(unit).moveResources(acme, zebra, going, (r) => r))
    expect([await namesIn(acme), await namesIn(zebra)]).toEqual([['Stays'], ['Goes', 'Theirs']])
  },
  createTenant: async ({ d, across, zebra }) => {
    const like = await across.organization(zebra)
    if (!like) throw new Error('zebra is not there')
    const found = (slug: string) =>
      d.w.store.transaction((unit) => new Across(unit).createTenant({ ...like, slug, name: slug }))
    const made = await found('founded')
    expect(made.id).not.toBe(zebra)
    expect(await across.tenant(made.id).collection(resources).count(EVERYTHING)).toBe(0)
    const taken = await found('zebra').catch((error: unknown) => error)
    expect(taken).toMatchObject({ code: 'CONFLICT' })
    // That a name is taken is told, not by whom.
    expect(JSON.stringify(taken)).not.toContain(zebra)
  },
}
