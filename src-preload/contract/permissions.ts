/** The permission service, asked directly: why, why not, and what if. */
import { z } from 'zod'
import { matrix, operation, resourceType } from './access.ts'
import { own, read } from './procedure.ts'
import { id } from './shared.ts'

/** One thing that allows: a role, a team's grant, a share of the single resource, or having created it. */
export const allowance = z.object({
  kind: z.enum(['role', 'teamGrant', 'share', 'ownership']),
  id: z.string(),
  name: z.string(),
})
export type Allowance = z.infer<typeof allowance>

/** `missing`: what would have to be given; `cut`: a state that forbids whatever was given. */
export const explanation = z.object({
  allowed: z.boolean(),
  type: resourceType,
  operation,
  resourceId: z.string().nullable(),
  because: z.array(allowance),
  missing: z.string().nullable(),
  cut: z.string().nullable(),
  sentence: z.string(),
  /** Roles and teams of the organization that would allow it. */
  wouldAllow: z.array(allowance),
})
export type Explanation = z.infer<typeof explanation>

/** What one member gains and loses. Permissions are written `type.operation`. */
export const memberDifference = z.object({
  memberId: id,
  name: z.string(),
  email: z.string(),
  gains: z.array(z.string()),
  loses: z.array(z.string()),
})
export const difference = z.object({
  affected: z.number().int(),
  gaining: z.number().int(),
  losing: z.number().int(),
  /** permission → how many members gain or lose it. */
  totals: z.array(z.object({ permission: z.string(), gain: z.number().int(), lose: z.number().int() })),
  /** The first 100 affected members; none for somebody who may not read members, the counts stay. */
  members: z.array(memberDifference),
})
export type Difference = z.infer<typeof difference>

const readRoles = { type: 'role', operation: 'read' } as const
const question = z.object({ type: resourceType, operation, resourceId: id.nullable().default(null) })

export const permissions = {
  /** Of the person who asks. */
  mine: own('answers only about the person who asks')
    .input(z.object({ questions: z.array(question).min(1).max(500) }))
    .output(z.array(z.boolean())),
  explainMine: own('answers only about the person who asks').input(question).output(explanation),
  /** "Why can / can't Ada do this?" */
  explain: read({ type: 'member', operation: 'read', id: 'memberId' })
    .input(question.extend({ memberId: id }))
    .output(explanation),
  /** Before a role is saved: who would gain and lose what. `roleId` null is a role not yet made, held by `memberIds`. */
  whatIfRole: read(readRoles)
    .input(z.object({ roleId: z.string().nullable(), matrix, memberIds: z.array(id).max(1000).default([]) }))
    .output(difference),
  whatIfMember: read({ type: 'member', operation: 'read', id: 'memberId' })
    .input(z.object({ memberId: id, roleIds: z.array(z.string()).max(20), teamIds: z.array(id).max(100) }))
    .output(difference),
}
