/** What was opened one after the other, to be closed in reverse. */
type Close = () => Promise<void> | void

export class Opened {
  readonly #closes: Close[] = []

  /** Notes how a part is closed, right after it was opened. */
  add(close: Close): void {
    this.#closes.push(close)
  }

  /** Closes every part, the last opened first, also after one that fails; throws the first failure at the end. */
  async close(): Promise<void> {
    const failures: unknown[] = []
    for (const close of this.#closes.splice(0).reverse())
      try {
        await close()
      } catch (error) {
        failures.push(error)
      }
    if (failures.length > 0) throw failures[0]
  }
}
