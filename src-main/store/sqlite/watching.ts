/** Tells watchers what the change log says: at each commit of this process, and soon after one of another. */
import type { Changed } from '../adapter.ts'
import type { CollectionSpec } from '../spec.ts'
import { entriesAfter, newestEntry } from './change-log.ts'
import type { Connection } from './connection.ts'

const LOOK_EVERY_MS = 150

interface Watcher {
  readonly collection: string
  readonly changed: Changed
  readonly lost: () => void
}

export class Watching {
  readonly #reader: Connection
  readonly #watchers = new Set<Watcher>()
  #timer: NodeJS.Timeout | undefined
  #position = 0
  #dataVersion: unknown

  constructor(reader: Connection) {
    this.#reader = reader
  }

  /** The log must exist. What is committed from now on is told. */
  add(spec: CollectionSpec, changed: Watcher['changed'], lost: Watcher['lost']): () => void {
    if (this.#watchers.size > 0) this.look()
    else this.#position = newestEntry(this.#reader)
    const watcher = { collection: spec.name, changed, lost }
    this.#watchers.add(watcher)
    this.#timer ??= setInterval(() => this.#glance(), LOOK_EVERY_MS).unref()
    return () => this.#remove(watcher)
  }

  /** Reads the log. A lock held elsewhere delays notice until the next look; nothing is missed by it. */
  look(): void {
    if (this.#watchers.size === 0) return
    try {
      this.#tell()
    } catch {
      this.#dataVersion = undefined
    }
  }

  stop(): void {
    this.#watchers.clear()
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  /** SQLite's own count of other connections' commits: nearly all glances end with this. */
  #glance(): void {
    try {
      const version = this.#reader.rows('PRAGMA data_version')[0]?.[0]
      if (version === this.#dataVersion) return
      this.#tell()
      this.#dataVersion = version
    } catch {
      this.#dataVersion = undefined
    }
  }

  #tell(): void {
    const entries = entriesAfter(this.#reader, this.#position)
    const [first] = entries
    if (!first) return
    const missed = first.seq > this.#position + 1
    this.#position = entries.at(-1)?.seq ?? this.#position
    for (const watcher of [...this.#watchers]) {
      try {
        if (missed) watcher.lost()
        for (const { collection, orgId, id } of entries)
          if (collection === watcher.collection && this.#watchers.has(watcher)) watcher.changed(orgId, id)
      } catch {
        // A watcher that failed at a change has missed it; the others have not.
        watcher.lost()
      }
    }
  }

  #remove(watcher: Watcher): void {
    this.#watchers.delete(watcher)
    if (this.#watchers.size === 0) this.stop()
  }
}
