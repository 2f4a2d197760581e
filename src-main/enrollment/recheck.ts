/** The re-check that nobody asks for: proofs that are still there, graces that end, claims that run out of time. */
import { challengeName } from '../../src-preload/contract/domains.ts'
import { Across } from '../store/across/index.ts'
import type { Store } from '../store/index.ts'
import type { DomainClaimRecord } from '../store/records/index.ts'
import { platformUnit } from '../work/index.ts'
import { applyAnswer } from './apply.ts'
import type { Dns } from './dns.ts'

/** Claims in one run, and questions that wait for DNS at the same time. */
const BATCH = 200
const AT_ONCE = 8

export interface Rechecked {
  readonly asked: number
  /** Claims whose state changed. */
  readonly changed: number
  /** What went wrong with single claims; they are due still, and asked about in the next run. */
  readonly failed: readonly unknown[]
}

/**
 * Asks DNS about every claim whose time has come, at most 200 in one run, and lets each answer take effect in
 * a transaction of its own. Several processes may do so at once: the second answer finds nothing left to do. What
 * fails for one claim keeps no other from its check.
 */
export async function recheckDueClaims(store: Store, dns: Dns, signal?: AbortSignal): Promise<Rechecked> {
  const due = await new Across(store).domains.dueClaims(store.settings.now().toISOString(), BATCH)
  const waiting = [...due]
  let changed = 0
  let asked = 0
  const failed: unknown[] = []
  const worker = async (): Promise<void> => {
    for (let claim = waiting.shift(); claim && !signal?.aborted; claim = waiting.shift()) {
      asked += 1
      try {
        if (await recheck(store, dns, claim)) changed += 1
      } catch (error) {
        failed.push(error)
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return { asked, changed, failed }
}

async function recheck(store: Store, dns: Dns, claim: DomainClaimRecord): Promise<boolean> {
  const answer = await dns.txt(challengeName(claim.domain))
  const cause = { action: 'domain.rechecked', host: 'schedule', because: 'the daily re-check of domains' }
  const after = await platformUnit(store, cause, (work) => applyAnswer(work, claim, answer, { tells: false }))
  return after !== undefined && after.state !== claim.state
}
