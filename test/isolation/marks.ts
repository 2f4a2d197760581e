/** What of organization B is in an answer or a record that organization A gets to see. */
import type { Adapter, Stored } from '../../src-main/store/adapter.ts'
import { COLLECTIONS } from '../../src-main/store/records/index.ts'
import { CANARY, carriesCanary, textOf } from './canary.ts'

/** All strings of a value, keys included, in lower case. */
export function stringsOf(value: unknown, seen = new WeakSet<object>()): string[] {
  if (typeof value === 'string') return [value.toLowerCase()]
  if (typeof value !== 'object' || value === null || seen.has(value)) return []
  seen.add(value)
  const own = value instanceof Error ? [value.message.toLowerCase()] : []
  return [
    ...own,
    ...Object.entries(value).flatMap(([key, inner]) => [key.toLowerCase(), ...stringsOf(inner, seen)]),
  ]
}
const marked = (value: unknown): string[] =>
  carriesCanary(value) ? stringsOf(value).filter((text) => text.includes(CANARY)) : []

/** What A's people typed and the system took: it is theirs to read again, and nothing else that carries the mark is. */
export class Typed {
  readonly #phrases = new Set<string>()
  readonly #taken = new Set<string>()
  readonly #refused = new Set<string>()

  /** Remembers what a call was given; what a refused call was about is in the trail alone. */
  keep(input: unknown, succeeded: boolean): void {
    for (const id of idsIn(input)) (succeeded ? this.#taken : this.#refused).add(id)
    if (succeeded) for (const text of marked(input)) this.#phrases.add(text)
  }
  /**
   * The first of B's ids in an answer that neither this call was given nor one that succeeded.
   * @param trail the answer is of A's trail, which also names what A's people were refused
   */
  toldId(answer: unknown, given: unknown, ids: ReadonlySet<string>, trail: boolean): string | undefined {
    const named = new Set(idsIn(given))
    const known = (id: string): boolean =>
      named.has(id) || this.#taken.has(id) || (trail && this.#refused.has(id))
    return idsIn(answer).find((id) => ids.has(id) && !known(id))
  }
  /** The first of B's ids in a record of A that nobody of A typed. */
  storedId(record: unknown, ids: ReadonlySet<string>): string | undefined {
    return idsIn(record).find((id) => ids.has(id) && !this.#taken.has(id) && !this.#refused.has(id))
  }

  /**
   * A string with B's mark that nobody of A typed, or undefined. The bare mark, which is what A's people search
   * for, is theirs only where it stands alone: in any other string it is the beginning of one of B's names.
   * @param given what this one call was given
   */
  foreignIn(value: unknown, given?: unknown): string | undefined {
    const found = marked(value)
    if (found.length === 0) return undefined
    const known = [...new Set([...this.#phrases, ...marked(given)])]
      .filter((phrase) => phrase !== CANARY)
      .sort((x, y) => y.length - x.length)
    return found.find((text) => {
      const rest = known.reduce((left, phrase) => left.replaceAll(phrase, ''), text)
      return rest.includes(CANARY) && text !== CANARY
    })
  }
}

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
const idsIn = (value: unknown): string[] => textOf(value).match(ID) ?? []

/** Every id under which something of a tenant is stored, and its people's own ids, except of people of A too. */
export async function idsOf(
  adapter: Adapter,
  org: string,
  shared: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await recordsOf(adapter, org)
  const ids = new Set(rows.flatMap((r) => [r.id, ...(typeof r['userId'] === 'string' ? [r['userId']] : [])]))
  for (const id of shared) ids.delete(id)
  return ids
}
/** All that the store holds of one tenant, of every collection: trail, outbox and whatever else is kept. */
export async function recordsOf(
  adapter: Adapter,
  org: string,
): Promise<(Stored & { readonly collection: string })[]> {
  const all = await Promise.all(
    COLLECTIONS.map(async (spec) => {
      const query = { where: { all: [] }, sort: { field: 'id', direction: 'asc' }, limit: 100_000 } as const
      const rows = await adapter.direct().find(spec, { org }, query)
      return rows.map((row) => ({ ...row, collection: spec.name }))
    }),
  )
  return all.flat()
}
