import { z } from 'zod'
import { collection } from '../spec.ts'
import { base, ids } from './shared.ts'

const schema = z.object({
  ...base,
  email: z.string(),
  name: z.string(),
  verified: z.boolean(),
  state: z.enum(['active', 'disabled']),
  /** Of the address: its domain, and with it all that it is a sub-domain of, the most specific first. */
  domain: z.string().optional(),
  domains: ids.optional(),
})
export type UserRecord = z.infer<typeof schema>

/** The domain of an address and all that it is a sub-domain of, down to two labels. The contract has normalised it. */
export function domainsOf(email: string): { domain: string; domains: string[] } {
  const domain = email.slice(email.lastIndexOf('@') + 1)
  const labels = domain.split('.')
  return { domain, domains: labels.slice(0, -1).map((_, i) => labels.slice(i).join('.')) }
}

/**
 * Global identities. They live in a reserved tenant that no context can have, so that they are reached
 * only through the named functions of `store/across/`.
 */
export const users = collection<UserRecord>({
  name: 'users',
  schema,
  fields: { email: 'string', state: 'string', domain: 'string', domains: 'string[]' },
  indexes: [{ fields: ['email'], unique: true }, { fields: ['domain'] }],
  searchable: [],
})

/** The reserved tenant that holds the identities. */
export const IDENTITIES = 'identities'

/** Slugs are unique on the whole platform; they are reserved here, in the tenant of the identities. */
const reservation = z.object({ ...base, slug: z.string(), tenantId: z.string() })
export type SlugRecord = z.infer<typeof reservation>
export const slugs = collection<SlugRecord>({
  name: 'slugs',
  schema: reservation,
  fields: { slug: 'string', tenantId: 'string' },
  indexes: [{ fields: ['slug'], unique: true }],
  searchable: [],
})
