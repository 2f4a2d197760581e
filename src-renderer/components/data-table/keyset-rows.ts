import type { PageOf } from './model.ts'

type Load<T> = (cursor: string, signal: AbortSignal) => Promise<PageOf<T>>

/**
 * The rows of a list behind a cursor: the first page is given, the others are read one after the other as
 * far as somebody looks. A new first page (after a change) starts over, and until its rows arrive the old
 * ones stay in their places, so that nothing blinks.
 */
export class KeysetRows<T> {
  #rows: T[] = []
  /** Rows before this index belong to the current first page's list; those after are from the one before. */
  #fresh = 0
  #total = 0
  #next: string | null = null
  #wanted = 0
  #reading: AbortController | null = null
  #failed: unknown = null
  #version = 0
  #load: Load<T> = () => Promise.reject(new Error('No page was given yet.'))
  readonly #listeners = new Set<() => void>()

  /** Starts over from a first page. `keep` leaves the old rows in place until new ones come. */
  start(first: PageOf<T>, load: Load<T>, keep: boolean): void {
    this.#reading?.abort()
    this.#reading = null
    this.#load = load
    this.#failed = null
    this.#fresh = 0
    if (!keep) {
      this.#rows = []
      this.#wanted = 0
    }
    this.#take(first)
    this.#go()
  }

  /** Reads on until the row at `index` is there. */
  want(index: number): void {
    if (index <= this.#wanted) return
    this.#wanted = index
    this.#go()
  }

  /** Tries again after a page could not be read. */
  retry(): void {
    this.#failed = null
    this.#go()
    this.#tell()
  }

  at = (index: number): T | undefined => this.#rows[index]
  get total(): number {
    return this.#total
  }
  get loaded(): readonly T[] {
    return this.#rows.slice(0, Math.min(this.#rows.length, this.#total))
  }
  get loadedCount(): number {
    return Math.min(this.#rows.length, this.#total)
  }
  get failed(): unknown {
    return this.#failed
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  version = (): number => this.#version

  stop(): void {
    this.#reading?.abort()
    this.#reading = null
  }

  #take(page: PageOf<T>): void {
    for (const item of page.items) this.#rows[this.#fresh++] = item
    this.#total = page.total
    this.#next = page.next
    if (page.next === null) {
      this.#rows.length = this.#fresh
      this.#total = this.#fresh
    }
    this.#tell()
  }

  #go(): void {
    if (this.#reading !== null || this.#next === null || this.#failed !== null) return
    if (this.#fresh > this.#wanted) return
    const reading = new AbortController()
    this.#reading = reading
    this.#load(this.#next, reading.signal).then(
      (page) => {
        if (this.#reading !== reading) return
        this.#reading = null
        this.#take(page)
        this.#go()
      },
      (error: unknown) => {
        if (this.#reading !== reading) return
        this.#reading = null
        this.#failed = error
        this.#tell()
      },
    )
  }

  #tell(): void {
    this.#version += 1
    for (const listener of this.#listeners) listener()
  }
}
