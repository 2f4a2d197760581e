/** Decisions per second of computing time of several engines, in turns: what slows the machine slows all of them. */
import { median } from '../figure.ts'
import type { Engine } from './engine.ts'

export interface Turns {
  readonly rounds: number
  /** How long one engine runs at a time, in milliseconds. */
  readonly sliceMs: number
}

/** What the rounds showed: of each engine, and of two engines beside each other. */
export interface Rates {
  /** Median decisions per second. */
  of(name: string): number
  /** Median over the rounds of one engine's rate divided by the other's in the same round. */
  ratio(name: string, baseline: string): number
}

export async function ratesOf(engines: readonly Engine[], turns: Turns): Promise<Rates> {
  const rates = new Map<string, number[]>(engines.map((engine) => [engine.name, []]))
  for (const engine of engines) await rateOf(engine, turns.sliceMs)
  for (let round = 0; round < turns.rounds; round++)
    for (let i = 0; i < engines.length; i++) {
      // Each round begins with another engine.
      const engine = engines[(i + round) % engines.length]
      if (engine) rates.get(engine.name)?.push(await rateOf(engine, turns.sliceMs))
    }
  const all = (name: string): readonly number[] => rates.get(name) ?? []
  return {
    of: (name) => median(all(name)),
    ratio: (name, baseline) => {
      const others = all(baseline)
      return median(all(name).map((rate, round) => rate / (others[round] ?? Number.NaN)))
    },
  }
}

/** What this thread has computed so far, in milliseconds: other programs on the machine do not count. */
function computedMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** Runs for about `sliceMs`, in steps that grow until the clock costs nothing against them. */
async function rateOf(engine: Engine, sliceMs: number): Promise<number> {
  let step = 1
  let next = 0
  let done = 0
  const start = performance.now()
  const computed = computedMs()
  for (;;) {
    const to = Math.min(next + step, engine.asked)
    const stepStart = performance.now()
    const counted = engine.count(next, to)
    if (typeof counted !== 'number') await counted
    const now = performance.now()
    done += to - next
    next = to === engine.asked ? 0 : to
    if (now - start >= sliceMs) return (done / (computedMs() - computed)) * 1000
    if (now - stepStart < 2) step = Math.min(step * 2, engine.asked)
  }
}
