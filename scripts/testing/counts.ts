/** How many checks of a stage held, failed or did not run. */
export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** What a stage's report tells. */
export interface Told {
  readonly counts: Counts
  /** What failed, a few lines each: where, and the beginning of why. */
  readonly failures: readonly string[]
}

export const ONE_PASSED: Counts = { passed: 1, failed: 0, skipped: 0 }
export const ONE_FAILED: Counts = { passed: 0, failed: 1, skipped: 0 }
export const ONE_SKIPPED: Counts = { passed: 0, failed: 0, skipped: 1 }

/** The sum of all. */
export function total(all: readonly Counts[]): Counts {
  return all.reduce(
    (sum, one) => ({
      passed: sum.passed + one.passed,
      failed: sum.failed + one.failed,
      skipped: sum.skipped + one.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  )
}

/** `N passed, N failed`, and the skipped where there are any. */
export function sentence({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/** A program that failed has failed at something, even when its report names nothing. */
export function withExit(told: Told, exitCode: number): Told {
  if (exitCode === 0 || told.counts.failed > 0) return told
  return { counts: { ...told.counts, failed: 1 }, failures: [`its program ended with ${exitCode}`] }
}
