/** Notice of changes: a change stream that names the organization, the id and the version of what was written, no content. */
import { setTimeout as pause } from 'node:timers/promises'
import type { ChangeStream, Db, Document } from 'mongodb'
import type { Changed } from '../adapter.ts'
import type { CollectionSpec } from '../spec.ts'
import { toFailure } from './failure.ts'

/** The only pipeline that is ever watched; all that passes it is who and which, and which version of it. */
export const WATCHED: readonly Document[] = [
  { $match: { operationType: { $in: ['insert', 'update', 'replace', 'invalidate'] } } },
  { $project: { operationType: 1, documentKey: 1, 'fullDocument.orgId': 1, 'fullDocument.version': 1 } },
]
const REASON = 'across:notice of changes'
const LONGEST_PAUSE_MS = 2000

const open = (db: Db, spec: CollectionSpec): ChangeStream =>
  db.collection(spec.name).watch([...WATCHED], { fullDocument: 'updateLookup', comment: REASON })

/** An open stream, and the answer to the first question, which may take as long as nothing happens. */
interface Opened {
  readonly stream: ChangeStream
  readonly first: Promise<Document | null>
}

/** Resolves when the server has the stream open: what is committed from then on is noticed. */
async function opened(stream: ChangeStream): Promise<Opened> {
  const token = new Promise<void>((resolve) => stream.once('resumeTokenChanged', () => resolve()))
  const first = stream.tryNext() as Promise<Document | null>
  await Promise.race([token, first])
  return { stream, first }
}

/** Watches until stopped. After network errors the driver resumes where it was; where that fails, notice is lost. */
export class Watch {
  readonly #db: Db
  readonly #spec: CollectionSpec
  readonly #changed: Changed
  readonly #lost: () => void
  readonly #stopping = new AbortController()
  #stream: ChangeStream | undefined

  constructor(db: Db, spec: CollectionSpec, changed: Changed, lost: () => void) {
    this.#db = db
    this.#spec = spec
    this.#changed = changed
    this.#lost = lost
  }

  /** Throws `UNAVAILABLE` when the stream cannot be opened. */
  async start(): Promise<void> {
    try {
      void this.#pump(await this.#open())
    } catch (error) {
      throw toFailure(error)
    }
  }

  /** Nothing is told from here on; the server's last answer, up to a second away, is not waited for. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#stream?.close()
  }

  #open(): Promise<Opened> {
    this.#stream = open(this.#db, this.#spec)
    return opened(this.#stream)
  }

  async #pump(start: Opened): Promise<void> {
    for (let current: Opened | undefined = start; current; current = await this.#reopen()) {
      const { stream, first } = current
      try {
        for (let change = await first; !this.#stopping.signal.aborted; change = await stream.tryNext())
          if (change && !this.#tell(change)) break
      } catch {
        // Whatever ended the stream – history gone, the server away for long, a stop – is handled below.
      }
      await stream.close().catch(() => undefined)
    }
  }

  /** False when the stream ends with this change: the collection was dropped or renamed. */
  #tell(change: Document): boolean {
    if (change['operationType'] === 'invalidate') return false
    const { orgId, version }: Document = change['fullDocument'] ?? {}
    // Without a document it was deleted since, and deletions are not told.
    if (typeof orgId === 'string') this.#changed(orgId, String(change['documentKey']._id), version)
    return true
  }

  /** A stream that begins now; `lost` comes after its opening, so that a reader who then looks misses nothing. */
  async #reopen(): Promise<Opened | undefined> {
    const { signal } = this.#stopping
    for (let attempt = 0; !signal.aborted; attempt++) {
      try {
        const next = await this.#open()
        if (!signal.aborted) this.#lost()
        return next
      } catch {
        await pause(Math.min(LONGEST_PAUSE_MS, 50 * 2 ** attempt), undefined, { signal }).catch(
          () => undefined,
        )
      }
    }
    return undefined
  }
}
