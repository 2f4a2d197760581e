/** Why a row of an import is refused, or what will change: as data, so that a window says it in its own language. */
import { z } from 'zod'

const plain = <const C extends string>(code: C) => z.object({ code: z.literal(code) })
/** Names, in the organization's own words. */
const given = { roles: z.array(z.string()), teams: z.array(z.string()) }
const field = z.enum(['name', 'department', 'title'])
/** What is wrong with the value; most are of `ISSUES`. */
const issue = z.string()

export const importReason = z.discriminatedUnion('code', [
  plain('noAddress'),
  /** Of another organization, a guest of this directory. */
  plain('guest'),
  plain('longAddress'),
  plain('address').extend({ issue }),
  plain('sameAddress').extend({ row: z.number().int() }),
  plain('field').extend({ field, issue }),
  plain('noSeat'),
  plain('suspendedThere'),
  /** In the directory, while the membership here is in another state. */
  plain('suspendedThereAlone').extend({ state: z.string() }),
  /** `exceeds` names permissions that the actor does not hold. */
  plain('ungivable').extend({
    what: z.enum(['role', 'team']),
    name: z.string(),
    exceeds: z.array(z.string()),
  }),
  plain('joins').extend(given),
  plain('gets').extend(given),
  /** Empty `before`: there was none. */
  plain('changes').extend({ field, before: z.string(), after: z.string() }),
  plain('staysSuspended'),
])
export type ImportReason = z.infer<typeof importReason>
