import { z } from 'zod'
import { collection } from '../spec.ts'
import { base } from './shared.ts'

const schema = z.object({
  ...base,
  email: z.string(),
  name: z.string(),
  verified: z.boolean(),
  state: z.enum(['active', 'disabled']),
})
export type UserRecord = z.infer<typeof schema>

/**
 * Global identities. They live in a reserved tenant that no context can have, so that they are reached
 * only through the named functions of `store/across/`.
 */
export const users = collection<UserRecord>({
  name: 'users',
  schema,
  fields: { email: 'string', state: 'string' },
  indexes: [{ fields: ['email'], unique: true }],
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
