/**
 * The one place where the organization is added. Whatever reaches a collection passes `withTenant` (a
 * condition) or `stampTenant` (a record); the mutation test finds these calls by name and takes each away.
 */
import type { Document } from 'mongodb'
import type { OneTenant, Stored, Tenant } from '../adapter.ts'

const isName = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** The organization of a tenant. Throws a `TypeError` for anything but its own, non-empty string. */
export function organizationOf(tenant: OneTenant): string {
  const org: unknown = Object.hasOwn(tenant, 'org') ? tenant.org : undefined
  if (!isName(org)) throw new TypeError('This needs one organization.')
  return org
}

/** The reason of a look across tenants, or undefined where the tenant is one organization. */
export function reasonOf(tenant: Tenant): string | undefined {
  if (Object.hasOwn(tenant, 'org')) return undefined
  const reason = Object.hasOwn(tenant, 'across') && 'across' in tenant ? tenant.across : undefined
  if (!isName(reason)) throw new TypeError('This needs one organization, or a reason to look across.')
  return reason
}

/** Marks a command that looks across tenants, so that the server's log and the wire probe can tell. */
export function markOf(tenant: Tenant): { comment?: string } {
  const reason = reasonOf(tenant)
  return reason === undefined ? {} : { comment: `across:${reason}` }
}

/** The condition within the tenant: the organization stands beside it, where no condition can undo it. */
export function withTenant(tenant: Tenant, condition: Document): Document {
  if (reasonOf(tenant) !== undefined) return condition
  const orgId = { $eq: organizationOf(tenant as OneTenant) }
  return Object.keys(condition).length === 0 ? { orgId } : { orgId, $and: [condition] }
}

/** The record as one of the tenant's. Throws a `TypeError` for a record that names another organization. */
export function stampTenant(tenant: OneTenant, record: Stored): Stored {
  const orgId = organizationOf(tenant)
  if (record.orgId !== orgId) throw new TypeError('The record names another organization.')
  return { ...record, orgId }
}
