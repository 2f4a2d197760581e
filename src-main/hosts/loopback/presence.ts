/** Counts open pages and tells when the last has been gone for a while, so that a reload is not taken for leaving. */
export class Presence {
  readonly #graceMs: number
  readonly #gone: () => void
  #open = 0
  #timer: NodeJS.Timeout | undefined

  /** @param graceMs how long nobody may be there before `gone` is called */
  constructor(graceMs: number, gone: () => void) {
    this.#graceMs = graceMs
    this.#gone = gone
  }

  entered(): void {
    this.#open += 1
    clearTimeout(this.#timer)
  }

  left(): void {
    this.#open -= 1
    if (this.#open === 0) this.#timer = setTimeout(this.#gone, this.#graceMs)
  }

  stop(): void {
    clearTimeout(this.#timer)
  }
}
