/** Waiting that ends at once when it is time to stop, or when there is news. */
export class Later {
  readonly #stop = new AbortController()
  #wakes = new Set<() => void>()
  /** News that came while nobody waited is not lost. */
  #news = false

  get signal(): AbortSignal {
    return this.#stop.signal
  }
  get stopped(): boolean {
    return this.#stop.signal.aborted
  }
  stop(): void {
    this.#stop.abort()
    this.#end()
  }
  /** Ends the waiting of `untilNews`, now or the next time. */
  wake(): void {
    this.#news = true
    this.#end()
  }
  /** Waits for so many milliseconds, or until stopped. */
  pause(milliseconds: number): Promise<void> {
    return this.#wait(milliseconds, false)
  }
  /** Waits for news, but not longer than so many milliseconds. */
  async untilNews(milliseconds: number): Promise<void> {
    if (!this.#news) await this.#wait(milliseconds, true)
    this.#news = false
  }

  #wait(milliseconds: number, wakes: boolean): Promise<void> {
    if (this.stopped) return Promise.resolve()
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer)
        this.#stop.signal.removeEventListener('abort', done)
        this.#wakes.delete(done)
        resolve()
      }
      const timer = setTimeout(done, milliseconds)
      this.#stop.signal.addEventListener('abort', done)
      if (wakes) this.#wakes.add(done)
    })
  }
  #end(): void {
    for (const done of [...this.#wakes]) done()
  }
}

/** Full jitter between nothing and the doubled pause: `attempt` counts from 0. */
export const backOff = (attempt: number, firstMs: number, mostMs: number): number =>
  Math.random() * Math.min(mostMs, firstMs * 2 ** Math.min(attempt, 20))
