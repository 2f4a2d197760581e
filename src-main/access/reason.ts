/** The decision with the first thing that allows it. The answers are made beforehand or once; none is made anew. */
import { ownership, singleAllowances } from './allowances.ts'
import { allowsOwner, allowsSingle, isVisible } from './decide.ts'
import type { AccessContext, Decision, ResourceFacts } from './model.ts'
import { type Asked, askedOf, meets } from './permission-set.ts'
import { IS_KIND } from './vocabulary.ts'

const DENIED: Decision = Object.freeze({ allowed: false, because: null })

/** Answers exactly as `decide` with the same arguments, and names a role before a team, a share, ownership. */
export function decideWithReason(
  context: AccessContext,
  type: string,
  id: string | null,
  operation: string,
  resource?: ResourceFacts,
): Decision {
  const asked = askedOf(type, operation)
  if (asked === undefined) return DENIED
  if (resource !== undefined) return reasonOne(context, asked, id, resource)
  if (meets(context, asked)) return typeReason(context, asked)
  return id !== null && allowsSingle(context, asked, id) ? singleReason(context, asked, id) : DENIED
}

function reasonOne(
  context: AccessContext,
  asked: Asked,
  id: string | null,
  resource: ResourceFacts,
): Decision {
  if (resource.id !== id) return DENIED
  const ofKind = IS_KIND[asked.index] === 1
  if (meets(context, asked) && (!ofKind || isVisible(context, resource))) return typeReason(context, asked)
  if (allowsSingle(context, asked, id)) return singleReason(context, asked, id)
  if (resource.createdBy === context.userId && allowsOwner(context, asked))
    return { allowed: true, because: ownership(context) }
  return DENIED
}

/** The first role or team that gives it; there is one, or the context would not have the permission. */
function typeReason({ standing }: AccessContext, asked: Asked): Decision {
  for (const source of standing.sources) if (meets(source, asked)) return source.decision
  return DENIED
}

function singleReason(context: AccessContext, { index, bit }: Asked, id: string): Decision {
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
