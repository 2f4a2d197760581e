/** What a type's schema says of a value at a path, as something that words can be made of. */
import { z } from 'zod'
import { EVENT_TYPES, isEventType } from '../../../../src-preload/contract/event-types/index.ts'

/** `list` is a list of what `of` says. */
export type Kind =
  | { readonly kind: 'text' | 'number' | 'whole' | 'yesNo' | 'time' | 'id' | 'table' | 'nothing' | 'any' }
  | { readonly kind: 'oneOf'; readonly values: readonly string[] }
  | { readonly kind: 'list'; readonly of: Kind }
export interface Field {
  readonly is: Kind
  readonly optional: boolean
}
/** Names of the data's fields → what the schema says of each. */
export type Fields = ReadonlyMap<string, Field>

interface Schema {
  readonly type?: string
  readonly format?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly properties?: { readonly [name: string]: Schema }
  readonly required?: readonly string[]
}

const known = new Map<string, Fields | null>()

/** Null for a type that is not in the catalogue. */
export function fieldsOf(type: string): Fields | null {
  const made = known.get(type)
  if (made !== undefined) return made
  const fields = isEventType(type) ? read(z.toJSONSchema(EVENT_TYPES[type].data) as Schema) : null
  known.set(type, fields)
  return fields
}

const read = ({ properties = {}, required = [] }: Schema): Fields =>
  new Map(
    Object.entries(properties).map(([name, schema]) => [
      name,
      { is: kindOf(schema), optional: !required.includes(name) },
    ]),
  )

function kindOf(schema: Schema): Kind {
  if (schema.enum !== undefined) return { kind: 'oneOf', values: schema.enum.map(String) }
  if (schema.const !== undefined) return { kind: 'oneOf', values: [String(schema.const)] }
  // "May be null" is told by the value itself.
  const [only, ...others] = (schema.anyOf ?? []).filter((s) => s.type !== 'null')
  if (only !== undefined) return others.length === 0 ? kindOf(only) : { kind: 'any' }
  switch (schema.type) {
    case 'string':
      if (schema.format === 'date-time') return { kind: 'time' }
      return { kind: schema.format === 'uuid' ? 'id' : 'text' }
    case 'integer':
      return { kind: 'whole' }
    case 'number':
      return { kind: 'number' }
    case 'boolean':
      return { kind: 'yesNo' }
    case 'array':
      return { kind: 'list', of: schema.items === undefined ? { kind: 'any' } : kindOf(schema.items) }
    case 'object':
      return { kind: 'table' }
    case 'null':
      return { kind: 'nothing' }
    default:
      return { kind: 'any' }
  }
}
