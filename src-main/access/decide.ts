/** The fast path: may this member do this operation? Two table look-ups and a bit, nothing allocated. */
import type { AccessContext, Question, ResourceFacts } from './model.ts'
import { IS_KIND, OPERATION_BIT, OWNER_BITS, TYPE_INDEX } from './vocabulary.ts'

/** True when roles and team grants on types reach the resource (one of the four kinds). */
export function isVisible(context: AccessContext, resource: ResourceFacts): boolean {
  if (context.seesAll || resource.visibility === 'organization') return true
  if (resource.visibility === 'private') return resource.createdBy === context.userId
  if (resource.visibility !== 'teams') return false
  for (const teamId of resource.teamIds) if (context.standing.teamIds.has(teamId)) return true
  return false
}

/**
 * Whether the member of `context` may do `operation` on the type (`id` null) or on one resource of it.
 *
 * `resource` brings visibility and ownership in; without it visibility is not asked, which is right for
 * types that have none and for ids already known to be visible. Facts of another resource than `id`
 * deny. Unknown types and operations deny; it never throws.
 */
export function decide(
  context: AccessContext,
  type: string,
  id: string | null,
  operation: string,
  resource?: ResourceFacts,
): boolean {
  const index = TYPE_INDEX.get(type)
  if (index === undefined) return false
  const bit = OPERATION_BIT.get(operation)
  if (bit === undefined) return false
  if (resource !== undefined) return decideOne(context, index, id, bit, resource)
  // `index` is inside both tables; the bit operations make what is `undefined` to the compiler a 0.
  if (((context.bits[index] ?? 0) & bit) !== 0) return true
  if (id === null) return false
  const single = context.single[index]
  return single != null && ((single.get(id) ?? 0) & bit) !== 0
}

function decideOne(
  context: AccessContext,
  index: number,
  id: string | null,
  bit: number,
  resource: ResourceFacts,
): boolean {
  if (resource.id !== id) return false
  const ofKind = IS_KIND[index] === 1
  if (((context.bits[index] ?? 0) & bit) !== 0 && (!ofKind || isVisible(context, resource))) return true
  if (((context.single[index]?.get(id) ?? 0) & bit) !== 0) return true
  return (
    resource.createdBy === context.userId &&
    ((OWNER_BITS[index] ?? 0) & (context.cut[index] ?? 0) & bit) !== 0
  )
}

/** Many questions at once, about types or about ids that are known to be visible; facts may be given by id. */
export const decideBatch = (
  context: AccessContext,
  questions: readonly Question[],
  resources?: ReadonlyMap<string, ResourceFacts>,
): boolean[] =>
  questions.map(({ type, operation, resourceId }) =>
    decide(
      context,
      type,
      resourceId,
      operation,
      resourceId === null ? undefined : resources?.get(resourceId),
    ),
  )
