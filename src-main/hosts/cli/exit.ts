/** How the command line ends: done, a typed error from the console, or used wrongly. */
export const EXIT = { done: 0, failed: 1, usage: 2 } as const

/** Used wrongly: a sentence that says what would be right. Nothing was done. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
