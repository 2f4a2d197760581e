/** Who may do what, and why. */
import type { Contract } from '../../../src-preload/contract/index.ts'
import { decide } from '../../access/index.ts'
import { isKind, resourceFacts } from '../../resources/index.ts'
import * as tenancy from '../../tenancy/index.ts'
import type { Handlers } from '../handler.ts'

/**
 * Looks a resource up for an explanation. What the asker may not read answers like what is not there. What has neither
 * visibility nor creator is decided by its type, as `authorize` does: any id gets the same answer, so none tells what
 * is there.
 */
const lookup: tenancy.ResourceLookup = async (work, type, id) => {
  if (!isKind(type)) return { id, visibility: 'organization', teamIds: [], createdBy: '' }
  const facts = await resourceFacts(work.db, type, id)
  return facts && decide(work.access, type, id, 'read', facts) ? facts : undefined
}

export const permissions: Handlers<Contract['permissions']> = {
  mine: ({ work, input }) => tenancy.answerMine(work, input.questions, lookup),
  explainMine: ({ work, input }) => tenancy.explainMine(work, input, lookup),
  explain: ({ work, input }) => tenancy.explainMember(work, input, lookup),
  whatIfRole: ({ work, input }) => tenancy.whatIfRole(work, input),
  whatIfMember: ({ work, input }) => tenancy.whatIfMember(work, input),
}
