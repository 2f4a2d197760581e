/** What is due at times in every workspace. A subject adds its own here; the process that holds the lease runs them. */
import { expireApprovals } from '../approvals/index.ts'
import { type Dns, recheckDueClaims, releaseAllClaims } from '../enrollment/index.ts'
import { type Schedule, sweep } from '../events/flow/index.ts'
import { eraseEnded } from '../tenancy/index.ts'
import { expireWizards } from '../wizards/index.ts'

const MINUTE_MS = 60_000

export const schedulesOf = ({ dns }: { readonly dns: Dns }): readonly Schedule[] => [
  {
    name: 'end of grace periods',
    every: 10 * MINUTE_MS,
    run: (store, signal) => eraseEnded(store, signal, { release: [releaseAllClaims] }),
  },
  { name: 'approvals that ran out', every: MINUTE_MS, run: expireApprovals },
  { name: 'flows that nobody went on with', every: 10 * MINUTE_MS, run: expireWizards },
  {
    // Each claim has a time of its own; this looks whose has come.
    name: 'domains to be checked again',
    every: 5 * MINUTE_MS,
    run: async (store, signal) => {
      const { asked, failed } = await recheckDueClaims(store, dns, signal)
      // The others are done by now; the run counts as failed, so that somebody hears of it.
      if (failed.length > 0) throw new AggregateError(failed, `${failed.length} of ${asked} checks failed`)
      return asked
    },
  },
  sweep,
]
