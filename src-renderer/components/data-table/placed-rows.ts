import { replaceEqualDeep } from '@tanstack/react-query'
import type { Beginning, PageOf } from './model.ts'

type Load<T> = (from: Beginning, limit: number, signal?: AbortSignal) => Promise<PageOf<T>>

/** Rows of one read: few where somebody leapt to, who may leap on; more where they read on from there. */
const LEAP = 100
const ON = 500
/** Rows below and above those in view that are read too. */
const AHEAD = 200
const BEHIND = 50

/**
 * The rows of a list, each at its place, read where somebody looks and nowhere else: after a page by its token, elsewhere
 * by how many rows lie before. One read at a time, and what is read next is decided when it has come: of a table that
 * flies past, only what is in view then. A new first page (after a change) starts over, and until its rows arrive the
 * old ones stay in their places, so that nothing blinks.
 */
export class PlacedRows<T> {
  readonly #rows = new Map<number, T>()
  /** Places whose row belongs to the current first page's list; the others are from the one before. */
  readonly #fresh = new Set<number>()
  /** Tokens of pages by the place at which they begin. */
  readonly #tokens = new Map<number, string>()
  #total = 0
  /** Where the list was seen to end; what counts it may count otherwise. */
  #end = Number.POSITIVE_INFINITY
  #view: readonly [first: number, last: number] = [0, 0]
  #reading: AbortController | null = null
  #failed: unknown = null
  #version = 0
  #load: Load<T> = () => Promise.reject(new Error('No page was given yet.'))
  readonly #listeners = new Set<() => void>()

  /** Starts over from a first page. `keep` leaves the old rows in place until new ones come. */
  start(first: PageOf<T>, load: Load<T>, keep: boolean): void {
    this.stop()
    this.#load = load
    this.#failed = null
    this.#fresh.clear()
    this.#tokens.clear()
    this.#end = Number.POSITIVE_INFINITY
    if (!keep) {
      this.#rows.clear()
      this.#view = [0, 0]
    }
    this.#take(0, first)
    this.#go()
  }

  /** Reads what is missing from `first` to `last`, and then around it. */
  want(first: number, last: number): void {
    this.#view = [first, last]
    this.#go()
  }

  /** All rows from `first` to `last`, read where they are not there yet. Rejects when one cannot be read. */
  async between(first: number, last: number): Promise<readonly T[]> {
    for (let place = this.#gap(first, last); place !== undefined; place = this.#gap(first, last)) {
      const [at, from] = this.#beginning(place)
      const load = this.#load
      const page = await load(from, ON)
      // Meanwhile the list may have started over: then its rows are read anew.
      if (load === this.#load) this.#take(at, page)
    }
    const list: T[] = []
    for (let place = first; place <= last; place += 1) {
      const row = this.#rows.get(place)
      if (row !== undefined) list.push(row)
    }
    return list
  }

  /** Tries again after a page could not be read. */
  retry(): void {
    this.#failed = null
    this.#go()
    this.#tell()
  }

  at = (place: number): T | undefined => (place < this.#total ? this.#rows.get(place) : undefined)
  get total(): number {
    return this.#total
  }
  /** In the order of the list. */
  get loaded(): readonly T[] {
    return [...this.#fresh].sort((a, b) => a - b).map((place) => this.#rows.get(place) as T)
  }
  get loadedCount(): number {
    return this.#fresh.size
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

  #take(at: number, { items, next, total }: PageOf<T>): void {
    for (const [i, item] of items.entries()) {
      // A row that is as it was stays the same object, which nobody draws again.
      this.#rows.set(at + i, replaceEqualDeep(this.#rows.get(at + i), item))
      this.#fresh.add(at + i)
    }
    const after = at + items.length
    if (next === null) this.#end = after
    else this.#tokens.set(after, next)
    const before = this.#total
    this.#total = Math.min(total, this.#end)
    if (next === null || this.#total < before) this.#cut()
    this.#tell()
  }

  /** What was read beyond the end is no longer in the list. */
  #cut(): void {
    for (const place of this.#rows.keys())
      if (place >= this.#total) {
        this.#rows.delete(place)
        this.#fresh.delete(place)
      }
  }

  /** The first place from `first` to `last` whose row is not there; undefined where all are. */
  #gap(first: number, last: number): number | undefined {
    for (let place = first; place <= Math.min(last, this.#total - 1); place += 1)
      if (!this.#fresh.has(place)) return place
    return undefined
  }

  #next(): number | undefined {
    const [first, last] = this.#view
    return (
      this.#gap(first, last) ??
      this.#gap(last + 1, last + AHEAD) ??
      this.#gap(Math.max(0, first - BEHIND), first)
    )
  }

  /** How the page with this place is asked for, and the place at which it begins. */
  #beginning(place: number): readonly [at: number, from: Beginning] {
    const token = this.#tokens.get(place)
    if (token !== undefined) return [place, { cursor: token }]
    const at = place - (place % LEAP)
    return [at, { skip: at }]
  }

  #go(): void {
    if (this.#reading !== null || this.#failed !== null) return
    const place = this.#next()
    if (place === undefined) return
    const reading = new AbortController()
    this.#reading = reading
    const [at, from] = this.#beginning(place)
    this.#load(from, from.cursor === undefined ? LEAP : ON, reading.signal).then(
      (page) => {
        if (this.#reading !== reading) return
        this.#reading = null
        this.#take(at, page)
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
