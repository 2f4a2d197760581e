/** When a delivery that failed is tried again. */
import type { Failure, Verdict } from './port.ts'

/** Milliseconds to wait after the first, second, … attempt that failed; after further ones as after the last here. */
export const RETRY_DELAYS_MS: readonly number[] = [5_000, 30_000, 120_000, 600_000]

/** What follows an attempt that failed. */
export type AfterFailure =
  | { readonly kind: 'wait'; readonly milliseconds: number; readonly attempts: number }
  | { readonly kind: 'dead'; readonly attempts: number }

/**
 * @param before how often it was tried before this attempt
 * @param most after how many attempts it is dead
 */
export function afterFailure(
  verdict: Exclude<Verdict, { kind: 'done' }>,
  before: number,
  most: number,
  delays: readonly number[],
): AfterFailure {
  // Nobody tried it: it waits as after a first failure, and is no nearer to its end.
  if (verdict.kind === 'later') return { kind: 'wait', milliseconds: delays[0] ?? 0, attempts: before }
  const attempts = before + 1
  const milliseconds = delays[Math.min(before, delays.length - 1)]
  return verdict.kind === 'dead' || attempts >= most || milliseconds === undefined
    ? { kind: 'dead', attempts }
    : { kind: 'wait', milliseconds, attempts }
}

/** Of a handler that threw instead of answering: the sentence, never a stack. */
export const failureOf = (error: unknown): Failure => ({
  reason: (error instanceof Error ? error.message : String(error)).slice(0, 500),
  code: 'DEFECT',
})
