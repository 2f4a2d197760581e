/** Decisions per second of several engines, in turns, so that what slows the machine slows all of them. */
import type { Engine } from './engine.ts'

export interface Turns {
  readonly rounds: number
  /** How long one engine runs at a time, in milliseconds. */
  readonly sliceMs: number
}

/** Median rate of every engine over all rounds, in decisions per second. */
export async function ratesOf(
  engines: readonly Engine[],
  turns: Turns,
): Promise<ReadonlyMap<string, number>> {
  const rates = new Map<string, number[]>(engines.map((engine) => [engine.name, []]))
  for (const engine of engines) await rateOf(engine, turns.sliceMs)
  for (let round = 0; round < turns.rounds; round++)
    for (let i = 0; i < engines.length; i++) {
      // Each round begins with another engine.
      const engine = engines[(i + round) % engines.length]
      if (engine) rates.get(engine.name)?.push(await rateOf(engine, turns.sliceMs))
    }
  return new Map([...rates].map(([name, list]) => [name, median(list)]))
}

/** Runs for about `sliceMs`, in steps that grow until the clock costs nothing against them. */
async function rateOf(engine: Engine, sliceMs: number): Promise<number> {
  let step = 1
  let next = 0
  let done = 0
  const start = performance.now()
  for (;;) {
    const to = Math.min(next + step, engine.asked)
    const stepStart = performance.now()
    const counted = engine.count(next, to)
    if (typeof counted !== 'number') await counted
    const now = performance.now()
    done += to - next
    next = to === engine.asked ? 0 : to
    if (now - start >= sliceMs) return (done / (now - start)) * 1000
    if (now - stepStart < 2) step = Math.min(step * 2, engine.asked)
  }
}

export const median = (list: readonly number[]): number => {
  const sorted = [...list].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
