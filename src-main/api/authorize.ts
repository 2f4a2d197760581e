/** The one place where a procedure's declared permission is put to the permission service. */
import type { Operation, ResourceType } from '../../src-preload/contract/access.ts'
import { notFound } from '../../src-preload/contract/errors.ts'
import type { Permission } from '../../src-preload/contract/procedure.ts'
import { decide, decideWithReason, forbidden } from '../access/index.ts'
import type { AccessContext } from '../access/model.ts'
import { isKind, resourceFacts } from '../resources/index.ts'
import type { ScopedStore } from '../store/index.ts'

export interface Asked {
  readonly type: ResourceType
  readonly operation: Operation
  readonly id: string | null
}

/** What a permission asks of this input. */
export function askedOf(permission: Extract<Permission, { operation: Operation }>, input: unknown): Asked {
  const fields = (input ?? {}) as { readonly [key: string]: unknown }
  const type =
    typeof permission.type === 'string' ? permission.type : (fields[permission.type.field] as ResourceType)
  const id = permission.id === undefined ? null : ((fields[permission.id] as string | undefined) ?? null)
  return { type, operation: permission.operation, id }
}

/**
 * Answers why it is allowed, or throws: `NOT_FOUND` for a single resource that the person may not even
 * read (exactly like one that is not there), `FORBIDDEN` otherwise.
 */
export async function authorize(
  context: AccessContext,
  db: ScopedStore,
  { type, operation, id }: Asked,
): Promise<string> {
  const single = id !== null && isKind(type)
  const facts = single ? await resourceFacts(db, type, id) : undefined
  if (single && (!facts || !decide(context, type, id, 'read', facts))) throw notFound(type)
  const decision = decideWithReason(context, type, id, operation, facts)
  if (!decision.allowed) throw forbidden(context, type, operation)
  const because = decision.because
  return because ? `${because.kind} ${because.name}` : ''
}
