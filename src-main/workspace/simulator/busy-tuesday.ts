/** Publishes simulated events at a rate that rises and falls, until it is switched off or its window goes. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Simulator } from '../../api/index.ts'
import type { Broker, OutMessage } from '../../broker/index.ts'
import type { Store } from '../../store/index.ts'
import { castOf, type Troupe } from './cast.ts'
import { decision, type Random, signUp, usage } from './scenes.ts'

const TICK_MS = 100
/** A whole swing of the rate, in milliseconds, and by how much of it the rate swings. */
const SWING_MS = 90_000
const SWING = 0.5
/** The cast is read anew this often: people come and go. */
const RECAST_MS = 30_000
const SIGN_UPS = 0.12
const DECISIONS = 0.03

interface Parts {
  readonly store: Store
  readonly broker: Broker
  readonly defect: (error: unknown) => void
  readonly random?: Random
}

export class BusyTuesday implements Simulator {
  readonly #parts: Parts
  readonly #random: Random
  #stop = new AbortController()
  #state = { running: false, perSecond: 0, sent: 0 }

  constructor(parts: Parts) {
    this.#parts = parts
    this.#random = parts.random ?? Math.random
  }

  state(): { running: boolean; perSecond: number; sent: number } {
    return this.#state
  }

  start(perSecond: number, signal: AbortSignal): void {
    this.stop()
    if (signal.aborted) return
    this.#stop = new AbortController()
    const end = AbortSignal.any([signal, this.#stop.signal])
    const state = { running: true, perSecond, sent: 0 }
    this.#state = state
    end.addEventListener('abort', () => this.#ended(state), { once: true })
    this.#run(perSecond, end).catch((error: unknown) => {
      this.#parts.defect(error)
      this.#ended(state)
    })
  }

  stop(): void {
    this.#stop.abort()
  }

  #ended(state: object): void {
    if (this.#state === state) this.#state = { ...this.#state, running: false }
  }

  async #run(perSecond: number, end: AbortSignal): Promise<void> {
    const { store, broker } = this.#parts
    let cast: readonly Troupe[] = []
    let castAt = Number.NEGATIVE_INFINITY
    let due = 0
    let last = performance.now()
    while (!end.aborted) {
      const now = performance.now()
      if (now - castAt > RECAST_MS) {
        cast = await castOf(store)
        castAt = now
      }
      // Twice a random part is one on average: events come in bunches, as they do.
      due += ((now - last) / 1000) * perSecond * tideAt(now) * 2 * this.#random()
      last = now
      for (; due >= 1 && !end.aborted; due -= 1) {
        const message = await this.#next(cast)
        if (message) await this.#publish(broker, message)
      }
      await sleep(TICK_MS, undefined, { signal: end }).catch(() => undefined)
    }
  }

  async #publish(broker: Broker, message: OutMessage): Promise<void> {
    const [outcome] = await broker.publish([message])
    if (outcome === 'confirmed') this.#state.sent += 1
  }

  async #next(cast: readonly Troupe[]): Promise<OutMessage | undefined> {
    const random = this.#random
    const troupe = cast[Math.floor(random() * cast.length)]
    if (!troupe) return undefined
    const what = random()
    if (what < SIGN_UPS) return signUp(troupe, random)
    const decided = what < SIGN_UPS + DECISIONS && (await decision(troupe, random, this.#parts.store))
    return decided || usage(troupe, random)
  }
}

/** Between `1 - SWING` and `1 + SWING`, 1 on average. */
const tideAt = (ms: number): number => 1 + SWING * Math.sin((2 * Math.PI * ms) / SWING_MS)
