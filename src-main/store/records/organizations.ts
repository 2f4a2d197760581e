import { z } from 'zod'
import {
  closer,
  limits,
  organizationPlan,
  organizationSettings,
} from '../../../src-preload/contract/organizations.ts'
import { organizationKind, organizationState } from '../../../src-preload/contract/session.ts'
import { collection } from '../spec.ts'
import { base } from './shared.ts'

const schema = z.object({
  ...base,
  kind: organizationKind,
  slug: z.string(),
  name: z.string(),
  state: organizationState,
  stateReason: z.string(),
  color: z.string(),
  settings: organizationSettings,
  limits,
  plan: organizationPlan.default({ kind: 'trial', openingCredits: 0 }),
  erasedAt: z.string().nullable(),
  /** Of a closing one: who began it, and the state to which it goes back. */
  closedBy: closer.nullable().default(null),
  beforeClosing: z
    .object({ state: z.enum(['active', 'suspended']), stateReason: z.string() })
    .nullable()
    .default(null),
  /** Of a closed one: whether its data is being erased or is gone. */
  erasure: z.enum(['running', 'done']).optional(),
  /** The user whose personal space this is. */
  ownerId: z.string().nullable(),
})
export type OrganizationRecord = z.infer<typeof schema>

/** One record per tenant, with the tenant's own id as its id. */
export const organizations = collection<OrganizationRecord>({
  name: 'organizations',
  schema,
  fields: {
    kind: 'string',
    slug: 'string',
    name: 'string',
    state: 'string',
    ownerId: 'string',
    erasedAt: 'string',
    erasure: 'string',
  },
  // The end of grace periods is looked for in all tenants.
  indexes: [{ fields: ['state'], across: true }],
  searchable: ['name', 'slug'],
})
