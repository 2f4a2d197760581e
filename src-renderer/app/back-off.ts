/** Milliseconds before attempt n (from 0): doubling from half a second to 15 s. */
export const backOff = (attempt: number): number => Math.min(15_000, 500 * 2 ** attempt)
