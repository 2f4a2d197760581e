import { z } from 'zod'
import { claimHappening, claimState, dnsCheck } from '../../../src-preload/contract/domains.ts'
import { collection } from '../spec.ts'
import { base, ids } from './shared.ts'

const claimSchema = z.object({
  ...base,
  domain: z.string(),
  state: claimState,
  /** `yes` while the claim is in a live state: an organization has one of them per domain. */
  live: z.enum(['yes', 'no']),
  /** Published by the admin in the domain's DNS; worth nothing to another organization. */
  token: z.string(),
  includeSubdomains: z.boolean(),
  roleId: z.string(),
  teamIds: ids,
  claimedBy: z.string(),
  expiresAt: z.string().nullable(),
  verifiedAt: z.string().nullable(),
  provedAt: z.string().nullable(),
  failingSince: z.string().nullable(),
  graceUntil: z.string().nullable(),
  nextCheckAt: z.string().nullable(),
  lastCheck: dnsCheck.nullable(),
  /** Somebody else has proved the domain too. */
  contested: z.boolean(),
  /** Oldest first; at most the newest 100. */
  history: z.array(claimHappening),
})
export type DomainClaimRecord = z.infer<typeof claimSchema>

/** The claims of an organization, with what each gives at sign-up. */
export const domainClaims = collection<DomainClaimRecord>({
  name: 'domainClaims',
  schema: claimSchema,
  fields: {
    domain: 'string',
    state: 'string',
    live: 'string',
    roleId: 'string',
    teamIds: 'string[]',
    contested: 'boolean',
    nextCheckAt: 'string',
  },
  indexes: [
    { fields: ['domain'], unique: true, where: ['live', 'yes'] },
    { fields: ['state'] },
    // The re-check reads what is due of all tenants, and a sign-up whose claim covers its address.
    { fields: ['nextCheckAt'], across: true },
    { fields: ['domain', 'state'], across: true },
  ],
  searchable: ['domain'],
})

const side = {
  tenantId: z.string(),
  claimId: z.string(),
  since: z.string(),
  /** When DNS last held this side's token. */
  provedAt: z.string(),
}
const ownerSchema = z.object({
  ...base,
  ...side,
  domain: z.string(),
  includeSubdomains: z.boolean(),
  /** Who else has proved it, and waits. */
  claimants: z.array(z.object(side)),
  contested: z.boolean(),
})
export type DomainOwnerRecord = z.infer<typeof ownerSchema>
/**
 * The verified owner of each domain, in the tenant of the identities. That there is one at most is this
 * index, whatever two organizations do in the same instant.
 */
export const domainOwners = collection<DomainOwnerRecord>({
  name: 'domainOwners',
  schema: ownerSchema,
  fields: { domain: 'string', tenantId: 'string', contested: 'boolean' },
  indexes: [{ fields: ['domain'], unique: true }, { fields: ['contested'] }],
  searchable: [],
})
