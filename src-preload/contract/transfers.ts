/** Moving resources from one tenant to another: between organizations, and in and out of a personal space. */
import { z } from 'zod'
import { resourceKind } from './access.ts'
import { outcomeOf } from './approvals.ts'
import { ISSUES } from './issues.ts'
import { poolName } from './organizations.ts'
import { own, ownWrite, read, write } from './procedure.ts'
import { organizationKind, organizationState } from './session.ts'
import { id, reason } from './shared.ts'

export const transferItem = z.object({ kind: resourceKind, id })
export type TransferItem = z.infer<typeof transferItem>

/** A resource arrives without teams and shares; `private`: seen by its creator and the admins there. */
export const arrival = z.enum(['private', 'organization'])

export const transferPlan = z.object({
  items: z.array(transferItem).min(1, ISSUES.resources).max(200),
  toOrgId: id,
  visibility: arrival.default('private'),
})
export type TransferPlan = z.output<typeof transferPlan>

const side = z.object({ orgId: id, name: z.string(), kind: organizationKind, color: z.string() })
/** A tenant of the person who asks, and the kinds of which they may bring something there. */
export const transferTarget = side.extend({ state: organizationState, creatable: z.array(resourceKind) })
export type TransferTarget = z.infer<typeof transferTarget>

/** `limit` null: no limit. Storage in bytes. */
export const poolChange = z.object({
  pool: poolName,
  limit: z.number().int().nullable(),
  before: z.number().int(),
  after: z.number().int(),
})
export type PoolChange = z.infer<typeof poolChange>

export const movedItem = transferItem.extend({
  name: z.string(),
  visibility: z.enum(['organization', 'teams', 'private']),
  /** Shares and teams that end with the transfer. */
  shares: z.number().int(),
  teams: z.number().int(),
  /** Whether it counts to a team, which ends with the transfer. */
  counted: z.boolean(),
  sizeBytes: z.number().int(),
})
export type MovedItem = z.infer<typeof movedItem>

/** What keeps the transfer from going through, in a sentence; `pool` where one is full. */
export const obstacle = z.object({
  code: z.enum(['LIMIT_REACHED', 'FORBIDDEN']),
  message: z.string(),
  pool: poolName.nullable(),
})

export const transferPreview = z.object({
  from: side,
  to: side,
  items: z.array(movedItem),
  visibility: arrival,
  /** Only pools whose use changes. Those of the target only where the person may see them. */
  poolsFrom: z.array(poolChange),
  poolsTo: z.array(poolChange),
  obstacles: z.array(obstacle),
  /** Whether it waits for a second person at the source. */
  waits: z.boolean(),
  /** Whether a policy would have it wait, but nobody else there may decide. */
  alone: z.boolean(),
})
export type TransferPreview = z.infer<typeof transferPreview>

export const transferred = z.object({
  transferId: id,
  toOrgId: id,
  toName: z.string(),
  moved: z.number().int(),
  /** Whether the same person may take it back from here now. */
  undoable: z.boolean(),
})
export type Transferred = z.infer<typeof transferred>

/** What did not come back, and why. */
export const leftThere = z.object({
  ...transferItem.shape,
  name: z.string(),
  why: z.enum(['changed', 'gone', 'notAllowed']),
})

const eachItem = { each: 'items', operation: 'transfer' } as const

export const transfers = {
  /** The person's other tenants that can take resources. */
  targets: own('lists only tenants of the person who asks').output(z.array(transferTarget)),
  preview: read(eachItem).input(transferPlan).output(transferPreview),
  /** All or nothing. `transferId` is made by the caller: sent twice it moves once, and answers alike. */
  start: write(eachItem, 'resource.transferred', 'required', 'transferId')
    .input(transferPlan.extend({ transferId: id, reason }))
    .output(outcomeOf(transferred)),
  /** Takes back what is still as it arrived, with its visibility and shares; within a day. */
  undo: ownWrite('takes back only what the same person moved', 'resource.transferUndone', 'here')
    .input(z.object({ transferId: id }))
    .output(z.object({ back: z.number().int(), left: z.array(leftThere) })),
}
