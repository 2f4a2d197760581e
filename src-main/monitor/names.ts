/**
 * Names for the ids in events, as far as the one who watches may know them. A row never waits long for a name: from a
 * database that is slow or away it goes without, and later rows have the names that have come by then.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { isIn, type ScopedStore } from '../store/index.ts'
import { members } from '../store/records/index.ts'
import type { Seen } from './admit.ts'
import type { Names } from './watch.ts'

/** Names that one monitor remembers. */
const KEPT = 2000
/** How long a frame waits for names. Milliseconds. */
const PATIENCE_MS = 100

/** The names of these people, in their order; empty for who is not known. */
type FindNames = (ids: readonly string[]) => Promise<readonly string[]>

/** Actors are named from the members of the watching organization. */
export const membersOf =
  (db: ScopedStore): FindNames =>
  async (ids) => {
    const found = await db.collection(members).list({ where: isIn('userId', ids), limit: ids.length })
    return ids.map((id) => found.items.find((m) => m.userId === id)?.name ?? '')
  }

/** @param organizationName of another organization, for operators; undefined where it is told to nobody */
export function namesFor(
  findActors: FindNames,
  organizationName: (orgId: string) => Promise<string | undefined> = async () => '',
): Names {
  const actors = new Known(findActors)
  const organizations = new Known(async (ids) =>
    Promise.all(ids.map(async (id) => (await organizationName(id)) ?? '')),
  )
  return {
    async of(seen: readonly Seen[]) {
      const learning = Promise.all([
        actors.learn(seen.map((s) => s.actorId)),
        organizations.learn(seen.map((s) => s.orgId)),
      ])
      await soon(learning)
      return seen.map((s) => ({ actor: actors.of(s.actorId), organization: organizations.of(s.orgId) }))
    },
  }
}

class Known {
  readonly #find: FindNames
  readonly #names = new Map<string, string>()
  #asking: Promise<void> | undefined

  constructor(find: FindNames) {
    this.#find = find
  }

  of = (id: string): string => this.#names.get(id) ?? ''

  /** Never rejects. While one question is unanswered no other is asked, and nobody waits for it a second time. */
  async learn(ids: readonly string[]): Promise<void> {
    const unknown = [...new Set(ids)].filter((id) => id !== '' && !this.#names.has(id))
    if (unknown.length === 0 || this.#asking) return
    this.#asking = this.#ask(unknown).finally(() => {
      this.#asking = undefined
    })
    await this.#asking
  }

  async #ask(ids: readonly string[]): Promise<void> {
    try {
      const names = await this.#find(ids)
      if (this.#names.size + ids.length > KEPT) this.#names.clear()
      for (const [i, id] of ids.entries()) this.#names.set(id, names[i] ?? '')
    } catch {
      // Not kept: it is asked again for the next rows.
    }
  }
}

async function soon(work: Promise<unknown>): Promise<void> {
  const given = new AbortController()
  const over = sleep(PATIENCE_MS, undefined, { signal: given.signal }).catch(() => undefined)
  await Promise.race([work, over])
  given.abort()
}
