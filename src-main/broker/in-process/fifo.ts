/**
 * First in, first out. Neither an array nor a set is one for many: `shift` moves all that is left, and a set is read past
 * every place that it gave up.
 */
export class Fifo<T> {
  #items: (T | undefined)[] = []
  /** Where the first one is; the places before it are empty. */
  #first = 0

  get size(): number {
    return this.#items.length - this.#first
  }

  push(item: T): void {
    this.#items.push(item)
  }

  /** Takes the first; undefined where there is none. */
  shift(): T | undefined {
    if (this.size === 0) return undefined
    const item = this.#items[this.#first]
    this.#items[this.#first] = undefined
    this.#first += 1
    // Once more than half is empty: so each item is moved once at most, on average.
    if (this.#first > this.size) {
      this.#items = this.#items.slice(this.#first)
      this.#first = 0
    }
    return item
  }

  clear(): void {
    this.#items = []
    this.#first = 0
  }
}
