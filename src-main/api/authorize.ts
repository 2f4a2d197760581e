/** The one place where a procedure's declared permission is put to the permission service. */
import type { Operation, ResourceType } from '../../src-preload/contract/access.ts'
import { badInput, notFound } from '../../src-preload/contract/errors.ts'
import type { OperationByField, Permission } from '../../src-preload/contract/procedure.ts'
import { decideWithReason, forbidden } from '../access/index.ts'
import type { AccessContext } from '../access/model.ts'
import { isKind, readable } from '../resources/index.ts'
import type { ScopedStore } from '../store/index.ts'

interface Subject {
  readonly type: ResourceType
  readonly id: string | null
}
/** One operation on one subject, or on each of several. */
export interface Asked {
  readonly operation: Operation
  readonly subjects: readonly [Subject, ...Subject[]]
}

type Fields = { readonly [key: string]: unknown }

/** The operation that this input asks for. Throws for a value that the contract's table does not name. */
function operationIn(declared: Operation | OperationByField, input: unknown): Operation {
  if (typeof declared === 'string') return declared
  const { by, of } = declared
  const value = by.split('.').reduce<unknown>((at, key) => (at as Fields | undefined)?.[key], input)
  const found = typeof value === 'string' && Object.hasOwn(of, value) ? of[value] : undefined
  if (found === undefined) throw badInput(by, `must be one of ${Object.keys(of).join(', ')}`)
  return found
}

/** What a permission asks of this input. */
export function askedOf(permission: Extract<Permission, { operation: unknown }>, input: unknown): Asked {
  const operation = operationIn(permission.operation, input)
  const fields = (input ?? {}) as Fields
  if ('each' in permission) {
    const items = (fields[permission.each] ?? []) as readonly { kind: ResourceType; id: string }[]
    const [first, ...rest] = items.map(({ kind, id }): Subject => ({ type: kind, id }))
    // The schema asks for at least one; without any there is nothing that could be allowed.
    if (!first) throw notFound('resource')
    return { operation, subjects: [first, ...rest] }
  }
  const type =
    typeof permission.type === 'string' ? permission.type : (fields[permission.type.field] as ResourceType)
  const id = permission.id === undefined ? null : ((fields[permission.id] as string | undefined) ?? null)
  return { operation, subjects: [{ type, id }] }
}

/**
 * Answers why it is allowed, or throws: `NOT_FOUND` for a single resource that the person may not even
 * read (exactly like one that is not there), `FORBIDDEN` otherwise. Of several, none may be unreadable
 * before any is said to be forbidden.
 */
export async function authorize(
  context: AccessContext,
  db: ScopedStore,
  { operation, subjects }: Asked,
): Promise<string> {
  const singles = subjects.flatMap(({ type, id }) =>
    id !== null && isKind(type) ? [{ kind: type, id }] : [],
  )
  const facts = await readable(context, db, singles)
  let because = ''
  for (const { type, id } of subjects) {
    const one = id !== null && isKind(type) ? facts.get(id) : undefined
    const decision = decideWithReason(context, type, id, operation, one)
    if (!decision.allowed) throw forbidden(context, type, operation)
    because ||= decision.because ? `${decision.because.kind} ${decision.because.name}` : ''
  }
  return because
}
