/** How the command line ends: done, a typed error from the console, used wrongly, or interrupted (128 + SIGINT). */
export const EXIT = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const

/** Used wrongly: a sentence that says what would be right. Nothing was done. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
