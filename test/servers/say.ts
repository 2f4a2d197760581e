/** True where a missing runtime must fail the run instead of skipping a suite. */
export function isCI(): boolean {
  return process.env['CI'] === 'true'
}

/** Prints one progress line; on stderr, so that stdout stays for what a caller parses. */
export function say(what: string, step: string): void {
  process.stderr.write(`[${what}] ${step}\n`)
}

/**
 * Answers a runtime that could not be obtained: throws under CI, else says so in one loud line.
 *
 * @param what - the runtime, as a developer would call it
 * @param reasons - what was tried and why it failed, and how to provide it by hand
 * @throws Error when CI=true
 */
export function missing(what: string, reasons: readonly string[]): undefined {
  const sentence = `${what} is missing: ${reasons.join('; ')}`
  if (isCI()) throw new Error(sentence)
  process.stderr.write(`!!!!! SKIPPED: ${sentence} !!!!!\n`)
  return undefined
}

/** The first line of whatever was thrown, for a list of reasons. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.split('\n', 1)[0] ?? text
}
