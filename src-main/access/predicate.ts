/** What a list's query carries, so that lists are never filtered after reading. */
import type { Operation, ResourceType } from '../../src-preload/contract/access.ts'
import { all, any, EVERYTHING, eq, isIn, NOTHING, type Predicate } from '../store/index.ts'
import type { AccessContext } from './model.ts'
import { at, IS_KIND, OPERATION_BIT, OWNER_BITS, TYPE_INDEX } from './vocabulary.ts'

/**
 * Matches exactly the resources of `type` on which `decide` allows `operation`. Names the fields `id`,
 * and for the four shared kinds `visibility`, `teamIds` and `createdBy`.
 */
export function predicate(context: AccessContext, type: ResourceType, operation: Operation): Predicate {
  const index = TYPE_INDEX.get(type)
  const bit = OPERATION_BIT.get(operation)
  if (index === undefined || bit === undefined) return NOTHING
  const ofKind = at(IS_KIND, index) === 1
  const held = (at(context.standing.bits, index) & bit) !== 0
  if (held && (context.standing.seesAll || !ofKind)) return EVERYTHING

  const ways: Predicate[] = []
  const owner = (at(OWNER_BITS, index) & at(context.standing.cut, index) & bit) !== 0
  if (held) {
    const { teamIds } = context.standing
    ways.push(eq('visibility', 'organization'))
    if (teamIds.size > 0) ways.push(all(eq('visibility', 'teams'), isIn('teamIds', [...teamIds])))
    if (!owner) ways.push(all(eq('visibility', 'private'), eq('createdBy', context.userId)))
  }
  const singles = context.single.idsOf(index, bit)
  if (singles.length > 0) ways.push(isIn('id', singles))
  if (owner) ways.push(eq('createdBy', context.userId))
  const [first] = ways
  if (first === undefined) return NOTHING
  return ways.length === 1 ? first : any(...ways)
}
