/** What goes on after the call that began it was answered: known here, so that nothing is closed underneath it. */
import { setTimeout as sleep } from 'node:timers/promises'

export interface Job {
  /** Settles when it has ended and told the trail so; never rejects. */
  readonly ended: Promise<void>
  /** Stops before its next step; what it did stays. */
  cancel(): void
}

/** A closing record takes a moment; a database or broker that is away must not keep the console from closing. */
const PATIENCE_MS = 10_000

export class Jobs {
  readonly #running = new Set<Job>()
  #stopped = false

  /** Knows it until it ends; the same one again is the same. Where all were stopped already, it is too. */
  add(job: Job): void {
    if (this.#running.has(job)) return
    this.#running.add(job)
    void job.ended.then(() => this.#running.delete(job))
    if (this.#stopped) job.cancel()
  }

  /** Waits until none runs, or `signal` aborts. */
  async allEnded(signal: AbortSignal): Promise<void> {
    const aborted = new Promise<void>((resolve) => {
      if (signal.aborted) resolve()
      else signal.addEventListener('abort', () => resolve(), { once: true })
    })
    while (this.#running.size > 0 && !signal.aborted)
      await Promise.race([aborted, Promise.all([...this.#running].map((job) => job.ended))])
  }

  /** Cancels each, and waits for their ends for 10 s at most. */
  async stop(): Promise<void> {
    this.#stopped = true
    for (const job of this.#running) job.cancel()
    const patience = new AbortController()
    const late = sleep(PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => undefined)
    await Promise.race([late, this.allEnded(patience.signal)])
    patience.abort()
  }
}
