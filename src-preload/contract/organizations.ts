/** The organization of the session's context: settings, pools, life cycle, overview. */
import { z } from 'zod'
import { RESOURCE_KINDS, resourceKind } from './access.ts'
import { outcomeOf } from './approvals.ts'
import { read, write } from './procedure.ts'
import { organizationKind, organizationState } from './session.ts'
import { displayName, instant, reason, recordFields, version } from './shared.ts'

/** Seats first: they are what an admin runs out of. */
export const POOLS = ['seats', ...RESOURCE_KINDS, 'storageBytes'] as const
export const poolName = z.enum(POOLS)
export type PoolName = (typeof POOLS)[number]

const figure = z.number().int()
/** `limit` null: no limit. What is used is counted live. Storage in bytes. */
export const pool = z.object({
  pool: poolName,
  limit: figure.nullable(),
  used: figure,
  /** The slices of all teams together, and what of `used` counts to these teams. */
  setAside: figure,
  setAsideUsed: figure,
})
export type Pool = z.infer<typeof pool>

/**
 * Zones that were found good: finding out takes some 0.2 ms, for each organization of a list. Only by the names that they
 * have themselves, of which there are few; any other spelling is asked about each time.
 */
const known = new Set<string>()

export const timeZone = z.string().refine((tz) => {
  if (known.has(tz)) return true
  try {
    const { timeZone: name } = new Intl.DateTimeFormat('en', { timeZone: tz }).resolvedOptions()
    if (name === tz) known.add(tz)
    return true
  } catch {
    return false
  }
}, 'must be an IANA time zone such as Asia/Taipei')

export const organizationSettings = z.object({
  timeZone,
  locale: z.enum(['en', 'zh-TW']),
  /** Role given where nothing else says which. */
  defaultRoleId: z.string(),
  /** Days between closing and erasure. */
  closingGraceDays: z.number().int().min(1).max(90),
  supportContact: z.string().max(254),
})

export const limits = z.partialRecord(
  poolName,
  z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).nullable(),
)

/** How an organization pays. `openingCredits`: whole credits that it begins with (prepaid plans). */
export const organizationPlan = z.object({
  kind: z.enum(['trial', 'credits', 'unlimited']),
  openingCredits: z.number().int().min(0).max(1_000_000_000).default(0),
})

export const closer = z.enum(['organization', 'platform'])
export type Closer = z.infer<typeof closer>

export const organization = z.object({
  ...recordFields,
  slug: z.string(),
  name: z.string(),
  kind: organizationKind,
  state: organizationState,
  color: z.string(),
  settings: organizationSettings,
  limits,
  /** When the data will be erased; set while closing. */
  erasedAt: instant.nullable(),
  /** Who began the closing; only operators turn back one that the platform began. */
  closedBy: closer.nullable().default(null),
  stateReason: z.string(),
})
export type Organization = z.infer<typeof organization>

export const overview = z.object({
  organization,
  pools: z.array(pool),
  /** `invited`: invitations that still run. */
  members: z.object({ active: z.number(), suspended: z.number(), invited: z.number() }),
  teams: z.number(),
  customRoles: z.number(),
  resources: z.array(z.object({ kind: resourceKind, count: z.number() })),
  /** Members joined per month of the organization's time zone, oldest first, at most 12. */
  joined: z.array(z.object({ month: z.string(), count: z.number() })),
  membersByRole: z.array(z.object({ roleId: z.string(), name: z.string(), count: z.number() })),
})
export type Overview = z.infer<typeof overview>

const readOrganization = { type: 'organization', operation: 'read' } as const

export const organizations = {
  current: read(readOrganization).output(organization),
  overview: read(readOrganization).output(overview),
  pools: read(readOrganization).output(z.array(pool)),
  update: write({ type: 'settings', operation: 'update' }, 'organization.updated')
    .input(
      z.object({
        version,
        name: displayName.optional(),
        settings: organizationSettings.partial().optional(),
      }),
    )
    .output(organization),
  /** Starts the grace period, or asks a second person for it; `confirmName` must be the organization's name. */
  close: write({ type: 'organization', operation: 'close' }, 'organization.closing', 'required')
    .input(z.object({ version, confirmName: z.string(), reason }))
    .output(outcomeOf(organization)),
  restore: write({ type: 'organization', operation: 'restore' }, 'organization.restored', 'required')
    .input(z.object({ version, reason }))
    .output(organization),
}
