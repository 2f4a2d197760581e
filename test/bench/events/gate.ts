/** What is delivered waits here until it may go through; the time counts from then on. */
export class Gate {
  #open: (() => void) | undefined
  #shut: Promise<void> | undefined
  #left = 0
  #done: () => void = () => undefined

  constructor() {
    this.#close()
  }

  /** Does `then` with one delivery when the gate is open; the last one that was asked for shuts it. */
  through(then: () => unknown): unknown {
    if (this.#shut) return this.#shut.then(() => this.through(then))
    const result = then()
    this.#left -= 1
    if (this.#left > 0) return result
    this.#close()
    this.#done()
    return result
  }

  /** Lets so many through; answers how many milliseconds that took. */
  async drain(messages: number): Promise<number> {
    this.#left = messages
    const start = performance.now()
    await new Promise<void>((resolve) => {
      this.#done = resolve
      this.#shut = undefined
      this.#open?.()
    })
    return performance.now() - start
  }

  #close(): void {
    this.#shut = new Promise((resolve) => {
      this.#open = resolve
    })
  }
}
