/** Ids that ascend per organization, also where two processes' clocks differ. */
import { EVERYTHING, type Predicate, range } from '../store/index.ts'

/** The UUID after this one, as text; UUIDs of the same layout compare like their text. */
function following(id: string): string {
  const hex = id.replaceAll('-', '')
  // Only the random tail counts up: 62 bits are not used up by a burst.
  const next = ((BigInt(`0x${hex.slice(16)}`) + 1n) & 0xffffffffffffffffn).toString(16).padStart(16, '0')
  const all = hex.slice(0, 16) + next
  return [all.slice(0, 8), all.slice(8, 12), all.slice(12, 16), all.slice(16, 20), all.slice(20)].join('-')
}

/** `fresh` where it comes after `last`, else the id that follows `last`. */
export const ascending = (fresh: string, last: string): string => (fresh > last ? fresh : following(last))

/** The events of an organization that come after this one; after none, all. */
export const eventsAfter = (id: string): Predicate =>
  id === '' ? EVERYTHING : range('id', { from: following(id) })

/** UUIDs of the seventh version begin with their time in milliseconds: all made at or after `at` sort after this. */
export function leastIdAt(at: Date): string {
  const hex = at.getTime().toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}`
}
