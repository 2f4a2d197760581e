/** The decision with the first thing that allows it. The answers are made beforehand or once; none is made anew. */
import { ownership, singleAllowances } from './allowances.ts'
import { isVisible } from './decide.ts'
import type { AccessContext, Decision, ResourceFacts } from './model.ts'
import { IS_KIND, OPERATION_BIT, OWNER_BITS, TYPE_INDEX } from './vocabulary.ts'

const DENIED: Decision = Object.freeze({ allowed: false, because: null })

/** Answers exactly as `decide` with the same arguments, and names a role before a team, a share, ownership. */
export function decideWithReason(
  context: AccessContext,
  type: string,
  id: string | null,
  operation: string,
  resource?: ResourceFacts,
): Decision {
  const index = TYPE_INDEX.get(type)
  if (index === undefined) return DENIED
  const bit = OPERATION_BIT.get(operation)
  if (bit === undefined) return DENIED
  if (resource !== undefined) return reasonOne(context, index, id, bit, resource)
  if (((context.bits[index] ?? 0) & bit) !== 0) return typeReason(context, index, bit)
  if (id === null) return DENIED
  const single = context.single[index]
  if (single == null || ((single.get(id) ?? 0) & bit) === 0) return DENIED
  return singleReason(context, index, id, bit)
}

function reasonOne(
  context: AccessContext,
  index: number,
  id: string | null,
  bit: number,
  resource: ResourceFacts,
): Decision {
  if (resource.id !== id) return DENIED
  const ofKind = IS_KIND[index] === 1
  if (((context.bits[index] ?? 0) & bit) !== 0 && (!ofKind || isVisible(context, resource)))
    return typeReason(context, index, bit)
  if (((context.single[index]?.get(id) ?? 0) & bit) !== 0) return singleReason(context, index, id, bit)
  if (
    resource.createdBy === context.userId &&
    ((OWNER_BITS[index] ?? 0) & (context.cut[index] ?? 0) & bit) !== 0
  )
    return { allowed: true, because: ownership(context) }
  return DENIED
}

/** The first role or team that gives it; there is one, or the bit would not be among the context's. */
function typeReason(context: AccessContext, index: number, bit: number): Decision {
  for (const source of context.sources) if (((source.bits[index] ?? 0) & bit) !== 0) return source.decision
  return DENIED
}

function singleReason(context: AccessContext, index: number, id: string, bit: number): Decision {
  const key = index * 32 + (31 - Math.clz32(bit))
  let ofResource = context.singleReasons.get(id)
  const known = ofResource?.get(key)
  if (known !== undefined) return known
  const [because = null] = singleAllowances(context, index, id, bit)
  const made: Decision = Object.freeze({ allowed: true, because })
  if (ofResource === undefined) {
    ofResource = new Map()
    context.singleReasons.set(id, ofResource)
  }
  ofResource.set(key, made)
  return made
}
