/** What a type's schema says of a value at a path, as something that words can be made of. */
import type { TFunction } from 'i18next'
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
  /** Whether it may be null. */
  readonly orNull: boolean
  /** What its schema says of it; empty where it says nothing. */
  readonly about: string
}
/** Names of the data's fields → what the schema says of each. */
export type Fields = ReadonlyMap<string, Field>

interface Schema {
  readonly type?: string | readonly string[]
  readonly description?: string
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
  const fields = isEventType(type) ? fieldsIn(EVENT_TYPES[type].data) : null
  known.set(type, fields)
  return fields
}

/** Names of an object's fields → what its schema says of each. */
export const fieldsIn = (schema: z.ZodObject): Fields => read(z.toJSONSchema(schema) as Schema)

/** A kind in the words of the catalogue. */
export function wordOf(is: Kind, t: TFunction<'events'>): string {
  if (is.kind === 'oneOf') return t('kind.oneOf', { values: is.values.join(', ') })
  if (is.kind === 'list') return t('kind.list', { of: wordOf(is.of, t) })
  return t(`kind.${is.kind}`)
}

const read = ({ properties = {}, required = [] }: Schema): Fields =>
  new Map(
    Object.entries(properties).map(([name, schema]) => [
      name,
      {
        is: kindOf(schema),
        optional: !required.includes(name),
        orNull: typesOf(schema).includes('null'),
        about: schema.description ?? '',
      },
    ]),
  )

/** "Or null" is a type beside the others, or a schema of its own beside them. */
const typesOf = ({ type = [], anyOf = [] }: Schema): readonly string[] => [type, ...anyOf.map(typesOf)].flat()

function kindOf(schema: Schema): Kind {
  if (schema.enum !== undefined) return { kind: 'oneOf', values: schema.enum.map(String) }
  if (schema.const !== undefined) return { kind: 'oneOf', values: [String(schema.const)] }
  // "May be null" is told by the value itself.
  const [only, ...others] = (schema.anyOf ?? []).filter(({ type }) => type !== 'null')
  if (only !== undefined) return others.length === 0 ? kindOf(only) : { kind: 'any' }
  switch (typesOf(schema).find((type) => type !== 'null') ?? schema.type) {
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
