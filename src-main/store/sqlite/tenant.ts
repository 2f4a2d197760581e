/**
 * The one place where the organization is added. Every statement on a collection has its condition from
 * `withTenant`, `BY_ID` or `AS_READ`, and every record passes `stampTenant`; there is no other way to a table.
 */
import type { OneTenant, Stored, Tenant } from '../adapter.ts'
import { type Bound, bound, encodeText } from './text-code.ts'

const isName = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** The organization of a tenant. Throws a `TypeError` for anything but its own, non-empty string. */
export function organizationOf(tenant: OneTenant): string {
  const org: unknown = Object.hasOwn(tenant, 'org') ? tenant.org : undefined
  if (!isName(org)) throw new TypeError('This needs one organization.')
  return org
}

function reasonOf(tenant: Tenant): string | undefined {
  if (Object.hasOwn(tenant, 'org')) return undefined
  const reason = Object.hasOwn(tenant, 'across') && 'across' in tenant ? tenant.across : undefined
  if (!isName(reason)) throw new TypeError('This needs one organization, or a reason to look across.')
  return reason
}

/**
 * The whole condition of a statement: the organization and, in parentheses that it cannot leave, the
 * caller's. `params` takes the organization first. A look across tenants carries its reason as a comment.
 */
export function withTenant(tenant: Tenant, params: Bound[], condition: (params: Bound[]) => string): string {
  const reason = reasonOf(tenant)
  if (reason !== undefined)
    return `WHERE (${condition(params)}) /* across:${reason.replace(/[^\w ]/g, ' ')} */`
  params.push(encodeText(organizationOf(tenant as OneTenant)))
  return `WHERE org_id = ? AND (${condition(params)})`
}

/**
 * The condition of one record by its id, with `byId` for its values. Records are read one by one more often than in
 * any other way, and a statement whose text is always the same is neither written nor looked for anew.
 */
export const BY_ID = 'WHERE org_id = ? AND (id = ?)'
export const byId = (tenant: OneTenant, id: string): Bound[] => [
  encodeText(organizationOf(tenant)),
  bound(id),
]

/** The condition of one record as it was read, with `asRead` for its values: nobody changed it since. */
export const AS_READ = 'WHERE org_id = ? AND (id = ? AND "f_version" = ?)'
export const asRead = (tenant: OneTenant, id: string, version: number): Bound[] => [
  ...byId(tenant, id),
  bound(version),
]

/** The organization as a record's own column. Throws a `TypeError` for a record that names another one. */
export function stampTenant(tenant: OneTenant, record: Stored): string {
  const org = organizationOf(tenant)
  if (record.orgId !== org) throw new TypeError('The record names another organization.')
  return encodeText(org)
}
