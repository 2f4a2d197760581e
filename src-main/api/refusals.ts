/**
 * Which refusals the trail keeps (docs/decisions). Whoever is refused could fill a trail, and hold up everybody who
 * changes something there, by being refused over and over; so what repeats is counted, and its next record says how
 * often it was left out.
 */
import type { ErrorCode } from '../../src-preload/contract/errors.ts'

export interface Refusal {
  readonly orgId: string
  readonly userId: string
  readonly procedure: string
  readonly code: ErrorCode
}
/** `from`: at which time within the window the first is kept; `most`: how many are kept within one. */
interface Rule {
  readonly from: number
  readonly most: number
}

const WINDOW_MS = 600_000
/** Refused to be done: each is kept, until it is no person any more that tries. */
const DONE: Rule = { from: 1, most: 20 }
/** One unknown id is a stale link; a row of them is somebody who tries ids. */
const PROBED: Rule = { from: 5, most: 1 }

const RULES: { readonly [C in ErrorCode]?: Rule } = {
  FORBIDDEN: DONE,
  ESCALATION: DONE,
  LAST_ADMIN: DONE,
  BUILT_IN: DONE,
  LIMIT_REACHED: DONE,
  ROLE_IN_USE: DONE,
  WRONG_STATE: DONE,
  EXPIRED: DONE,
  NOT_FOUND: PROBED,
}

interface Row {
  readonly since: number
  readonly times: number
  readonly kept: number
  /** Not kept since the last one that was. */
  readonly leftOut: number
}

export class Refusals {
  readonly #now: () => Date
  readonly #rows = new Map<string, Row>()
  constructor(now: () => Date) {
    this.#now = now
  }

  /** How many like it were left out before this one; undefined where this one is not kept. */
  keep({ orgId, userId, procedure, code }: Refusal): number | undefined {
    const rule = RULES[code]
    if (!rule) return undefined
    const at = this.#now().getTime()
    const key = JSON.stringify([orgId, userId, procedure, code])
    const known = this.#rows.get(key)
    const row =
      known && at - known.since < WINDOW_MS
        ? known
        : { since: at, times: 0, kept: 0, leftOut: known?.leftOut ?? 0 }
    const times = row.times + 1
    const keeps = times >= rule.from && row.kept < rule.most
    // What was not seen for longest comes first, so that the old ones are found without looking at all.
    this.#rows.delete(key)
    this.#rows.set(key, {
      since: row.since,
      times,
      kept: row.kept + (keeps ? 1 : 0),
      leftOut: keeps ? 0 : row.leftOut + 1,
    })
    this.#forget(at)
    return keeps ? row.leftOut : undefined
  }

  /** Windows that ended with nothing left to say. */
  #forget(at: number): void {
    for (const [key, { since, leftOut }] of this.#rows) {
      if (at - since < WINDOW_MS) return
      if (leftOut === 0 || at - since > 100 * WINDOW_MS) this.#rows.delete(key)
    }
  }
}
