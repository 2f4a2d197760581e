/** Counts open pages and tells when the last has been gone for a while, so that a reload is not taken for leaving. */
export class Presence {
  readonly #graceMs: number
  readonly #gone: () => void
  #open = 0
  #timer: NodeJS.Timeout | undefined
  #stopped = false

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
    if (this.#open === 0 && !this.#stopped) this.#timer = setTimeout(this.#gone, this.#graceMs)
  }

  /** Nobody is waited for any more: pages that are closed now do not keep the process. */
  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
  }
}
