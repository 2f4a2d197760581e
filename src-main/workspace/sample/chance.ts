/** Chance with a seed: the sample workspace is the same on every machine. */

export interface Chance {
  /** A whole number in [0, below). */
  below(below: number): number
  pick<T>(list: readonly T[]): T
  /** `count` different members of the list, in its order. */
  some<T>(list: readonly T[], count: number): T[]
  /** A version 7 UUID for the instant. */
  id(at: Date): string
}

/** mulberry32: 32 bits of state are enough for a sample. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (n: number): number => Math.floor(next() * n)
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => below(16).toString(16)).join('')
  return {
    below,
    pick: <T>(list: readonly T[]): T => list[below(list.length)] as T,
    some: <T>(list: readonly T[], count: number): T[] => {
      const rest = list.map((_, i) => i)
      while (rest.length > count) rest.splice(below(rest.length), 1)
      return rest.map((i) => list[i] as T)
    },
    id: (at) => {
      const time = at.getTime().toString(16).padStart(12, '0')
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${'89ab'[below(4)]}${hex(3)}-${hex(12)}`
    },
  }
}
