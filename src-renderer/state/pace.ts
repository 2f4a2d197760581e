/** How far an import was at a moment (milliseconds since the epoch). */
export interface Sample {
  readonly at: number
  readonly done: number
}

/** The rate is taken over the last moments, so that it follows a change of speed. Milliseconds. */
const WINDOW_MS = 8000

/** Adds a sample and forgets those older than the window, but keeps one to measure from. */
export function withSample(samples: readonly Sample[], next: Sample): readonly Sample[] {
  const recent = samples.filter((s) => next.at - s.at <= WINDOW_MS)
  return [...(recent.length > 0 ? recent : samples.slice(-1)), next]
}

/** Rows a second and seconds left; null until two samples tell them apart. */
export function paceOf(
  samples: readonly Sample[],
  total: number,
): { readonly rate: number; readonly secondsLeft: number } | null {
  const [first, last] = [samples[0], samples.at(-1)]
  if (first === undefined || last === undefined || last.at <= first.at || last.done <= first.done) return null
  const rate = ((last.done - first.done) * 1000) / (last.at - first.at)
  return { rate, secondsLeft: Math.max(0, total - last.done) / rate }
}
