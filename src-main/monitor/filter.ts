/** A filter as one function. It is made once and asked for every event that passes, so it only does what was asked. */
import { type EventFilter, parsePath } from '../../src-preload/contract/event-filter/index.ts'
import { topicMatches } from '../broker/index.ts'
import { fold } from '../store/index.ts'
import type { Seen } from './admit.ts'
import { meets } from './path.ts'

/** `event`: the envelope, parsed, as far as whoever asks may see it; asked for only where a part needs it. */
export type Matches = (seen: Seen, event: () => unknown) => boolean

/** Throws `PathError` for a condition that cannot be read; the contract has refused it before. */
export function compileFilter(filter: EventFilter): Matches {
  const parts: Matches[] = []
  const oneOf = (values: readonly string[] | undefined, of: (seen: Seen) => string): void => {
    if (!values?.length) return
    const set = new Set(values)
    parts.push((seen) => set.has(of(seen)))
  }
  oneOf(filter.exchanges, (seen) => seen.exchange)
  oneOf(filter.types, (seen) => seen.type)
  oneOf(filter.orgIds, (seen) => seen.orgId)
  if (filter.actorId !== undefined) parts.push((seen) => seen.actorId === filter.actorId)
  if (filter.key !== undefined) {
    const pattern = filter.key
    parts.push((seen) => topicMatches(pattern, seen.key))
  }
  if (filter.path !== undefined) {
    const condition = parsePath(filter.path)
    parts.push((_seen, event) => meets(event(), condition))
  }
  const words = fold(filter.text ?? '')
    .split(/\s+/u)
    .filter((word) => word !== '')
  if (words.length > 0)
    parts.push((seen, event) => {
      const text = fold(`${seen.key}\n${textOf(event())}`)
      return words.every((word) => text.includes(word))
    })
  return (seen, event) => parts.every((part) => part(seen, event))
}

/** Every value of the event as text; the names of its fields are the schema's, and not searched. */
function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value ?? '')
  return Object.values(value).map(textOf).join('\n')
}
