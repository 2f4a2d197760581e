/** The fast path: may this member do this operation? Two table look-ups and a bit, nothing allocated. */
import type { AccessContext, Question, ResourceFacts } from './model.ts'
import { type Asked, askedOf, meets, sieveOfId } from './permission-set.ts'
import { IS_KIND, OWNER_BITS } from './vocabulary.ts'

/** True when roles and team grants on types reach the resource (one of the four kinds). */
export function isVisible(context: AccessContext, resource: ResourceFacts): boolean {
  if (context.standing.seesAll || resource.visibility === 'organization') return true
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
  const asked = askedOf(type, operation)
  if (asked === undefined) return false
  if (resource !== undefined) return decideOne(context, asked, id, resource)
  return meets(context, asked) || (id !== null && allowsSingle(context, asked, id))
}

/** Whether the operation is granted on this one resource. */
export const allowsSingle = (context: AccessContext, { index, bit, sieve }: Asked, id: string): boolean =>
  (context.singlePermissions & sieve) !== 0 &&
  (context.singleIds & sieveOfId(id)) !== 0 &&
  (context.single.of(index, id) & bit) !== 0

/** Whether it is allowed to whoever made the resource; states cut that too. */
export const allowsOwner = ({ standing }: AccessContext, { index, bit }: Asked): boolean =>
  ((OWNER_BITS[index] ?? 0) & (standing.cut[index] ?? 0) & bit) !== 0

function decideOne(
  context: AccessContext,
  asked: Asked,
  id: string | null,
  resource: ResourceFacts,
): boolean {
  if (resource.id !== id) return false
  const ofKind = IS_KIND[asked.index] === 1
  return (
    (meets(context, asked) && (!ofKind || isVisible(context, resource))) ||
    allowsSingle(context, asked, id) ||
    (resource.createdBy === context.userId && allowsOwner(context, asked))
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
