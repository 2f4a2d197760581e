/**
 * What an operator sees of a tenant's event: the envelope, and of everything else the shape alone, names of fields and
 * kinds of values. A name that is no plain word may itself be content (a map by address, say), and is veiled too.
 */
import type { CloudEvent } from '../../src-preload/contract/event-types/index.ts'
import { readJson } from '../events/index.ts'

/** Named one by one: a field that the envelope gets later is veiled until somebody decides that it is not. */
const OPEN = [
  'specversion',
  'id',
  'source',
  'type',
  'subject',
  'time',
  'datacontenttype',
  'dataschema',
  'orgid',
  'actorid',
  'auditid',
  'simulated',
] as const satisfies readonly (keyof CloudEvent)[]
const OPEN_NAMES: ReadonlySet<string> = new Set(OPEN)
const PLAIN = /^[A-Za-z][A-Za-z0-9_]{0,63}$/

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null

/** The event with its envelope as it is and the shape of all the rest; of what is no object, the shape. */
export function veiled(event: unknown): unknown {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return shapeOf(event)
  const entries = Object.entries(event).map(([name, value]): [string, unknown] =>
    OPEN_NAMES.has(name) && isScalar(value) ? [name, value] : [nameOf(name), shapeOf(value)],
  )
  return Object.fromEntries(entries)
}

/** The text of a message for whoever may see no more than its shape; empty where it cannot be read. */
export function veiledText(text: string): string {
  const json = readJson(text)
  return json.ok ? JSON.stringify(veiled(json.value)) : ''
}

const nameOf = (name: string): string => (PLAIN.test(name) ? name : '‹name›')

function shapeOf(value: unknown): unknown {
  if (value === null) return null
  if (Array.isArray(value)) return value.map(shapeOf)
  if (typeof value !== 'object') return `‹${typeof value}›`
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [nameOf(name), shapeOf(inner)]))
}
