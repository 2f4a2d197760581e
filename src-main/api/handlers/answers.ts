/** What several handlers answer alike. */

export const done = { done: true } as const

/** A page of a service as the contract has it. */
export const pageOf = <T>(page: {
  readonly items: readonly T[]
  readonly next: string | null
  readonly total: number
}): { items: T[]; next: string | null; total: number } => ({ ...page, items: [...page.items] })
