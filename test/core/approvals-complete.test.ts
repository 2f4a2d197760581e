/** What a policy can hold back is held back: the list of operations is the contract's own. */
import { describe, expect, it } from 'vitest'
import { approvals, describeContract } from '../../src-main/api/index.ts'
import { type ApprovalKind, SWITCHED_KINDS } from '../../src-preload/contract/approvals.ts'
import { openWorld } from './world.ts'

/** The permissions whose use each kind holds back, as `type.operation`; `transfer` is of every shared kind. */
const HELD_BACK: { readonly [permission: string]: ApprovalKind } = {
  'each.transfer': 'transferOut',
  'organization.close': 'organizationClose',
  'platformOrganization.close': 'organizationClose',
  'platformDomain.decide': 'domainConflict',
  'domain.delete': 'domainConflict',
  'credit.allocate': 'creditAllocation',
  'audit.export': 'auditExport',
}
/** Uses of such a permission that take nothing out and decide nothing, each with why. */
const NOT_HELD_BACK: { readonly [procedure: string]: string } = {
  'transfers.preview': 'only shows what would happen',
}

const permissionOf = (permission: object): string => {
  const { type, each, operation } = permission as { type?: unknown; each?: string; operation?: string }
  return `${each === undefined ? String(type) : 'each'}.${operation ?? ''}`
}
const gated = describeContract().flatMap(({ path, permission, output }) => {
  const kind = HELD_BACK[permissionOf(permission)]
  return kind && !(path in NOT_HELD_BACK) ? [{ path, kind, output: JSON.stringify(output) }] : []
})
const kinds = approvals.kinds

describe('what can wait for a second person', () => {
  it.each(gated)('$path, held back as $kind, can wait and can be carried out then', ({ kind, output }) => {
    expect(output).toContain('"waiting"')
    expect(kinds).toContain(kind)
  })

  it('is all that answers that it waits', () => {
    const waits = describeContract().filter((p) => JSON.stringify(p.output).includes('"const":"waiting"'))
    const others = ['approvals.setPolicies']
    expect(waits.map((p) => p.path).sort()).toEqual([...gated.map((g) => g.path), ...others].sort())
  })

  it('is shown as in effect exactly where there is such an operation', async () => {
    const w = await openWorld('sqlite')
    const { effective } = await w.ask<{ effective: ApprovalKind[] }>(w.ada, 'approvals.policies')
    await w.close()
    const there = new Set(gated.map((g) => g.kind))
    expect(SWITCHED_KINDS.filter((kind) => effective.includes(kind))).toEqual(
      SWITCHED_KINDS.filter((kind) => there.has(kind)),
    )
    expect(effective).toEqual(expect.arrayContaining(['seat', 'policyLoosening']))
  })
})
