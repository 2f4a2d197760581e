/** A bounded memory of what passed last: so many items, and so many characters of them, whatever comes in. */
export interface Bounds {
  readonly items: number
  /** Of the items' texts together. */
  readonly characters: number
}

export class Ring<T extends { readonly text: string }> {
  readonly #bounds: Bounds
  readonly #items: (T | undefined)[]
  #oldest = 0
  #next = 0
  #characters = 0

  constructor(bounds: Bounds) {
    this.#bounds = bounds
    this.#items = new Array<T | undefined>(bounds.items)
  }

  /** Number of the oldest item that is still there; items are numbered from 0 as they come. */
  get oldest(): number {
    return this.#oldest
  }
  /** Number that the next item will have. */
  get next(): number {
    return this.#next
  }
  get characters(): number {
    return this.#characters
  }

  /** Keeps the item, and tells `gone` of each older one that had to leave for it. */
  push(item: T, gone: (item: T, number: number) => void): void {
    this.#characters += item.text.length
    while (
      this.#next > this.#oldest &&
      (this.#next - this.#oldest >= this.#bounds.items || this.#characters > this.#bounds.characters)
    )
      this.#drop(gone)
    this.#items[this.#next % this.#bounds.items] = item
    this.#next += 1
  }

  at(number: number): T | undefined {
    return number >= this.#oldest && number < this.#next
      ? this.#items[number % this.#bounds.items]
      : undefined
  }

  /** From the newest to the oldest. */
  newestWhere(is: (item: T) => boolean): T | undefined {
    for (let number = this.#next - 1; number >= this.#oldest; number -= 1) {
      const item = this.at(number)
      if (item && is(item)) return item
    }
    return undefined
  }

  #drop(gone: (item: T, number: number) => void): void {
    const place = this.#oldest % this.#bounds.items
    const item = this.#items[place]
    this.#items[place] = undefined
    if (item) {
      this.#characters -= item.text.length
      gone(item, this.#oldest)
    }
    this.#oldest += 1
  }
}
