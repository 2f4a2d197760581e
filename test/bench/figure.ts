/** What a bench answers: one measured case, where possible beside a baseline of the same run. */
export interface Figure {
  readonly bench: string
  readonly case: string
  readonly value: number
  readonly unit: string
  readonly baseline: number | null
  /** `value / baseline`. */
  readonly ratio: number | null
  readonly goal: number | null
  readonly met: boolean | null
}
export interface Options {
  /** Smaller sizes and fewer rounds, for a look in passing. */
  readonly quick?: boolean
}

export function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort()
  const middle = sorted.length / 2
  const [low = Number.NaN, high = low] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  return (low + high) / 2
}
