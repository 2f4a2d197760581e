/** A session: one person at one window, in one organization at a time. */

import { randomUUID } from 'node:crypto'
import { EventEmitter, on } from 'node:events'
import type { SessionSignal } from '../../src-preload/contract/session.ts'

export interface Person {
  readonly id: string
  readonly email: string
  readonly name: string
}

export class Session {
  readonly id = randomUUID()
  readonly host: string
  user: Person | null
  orgId: string | null = null
  readonly #signals = new EventEmitter()
  /** Aborted when the session leaves its context: every subscription opened in it ends. */
  #context = new AbortController()

  constructor(host: string, user: Person | null) {
    this.host = host
    this.user = user
    this.#signals.setMaxListeners(50)
  }

  /** Switches; nothing of the old context goes on. */
  enter(orgId: string | null): void {
    this.#context.abort()
    this.#context = new AbortController()
    this.orgId = orgId
  }
  get contextSignal(): AbortSignal {
    return this.#context.signal
  }
  send(signal: SessionSignal): void {
    this.#signals.emit('signal', signal)
  }
  /** The signals from now on, until the context is left or `signal` aborts. */
  async *signals(signal?: AbortSignal): AsyncGenerator<SessionSignal> {
    const both = signal ? AbortSignal.any([signal, this.#context.signal]) : this.#context.signal
    try {
      for await (const [s] of on(this.#signals, 'signal', { signal: both })) yield s as SessionSignal
    } catch (error) {
      if (!both.aborted) throw error
    }
  }
  end(): void {
    this.enter(null)
    this.user = null
  }
}
