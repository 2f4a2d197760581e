import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EACH_ONCE, happenings } from './domains-model/happenings.ts'
import { Run } from './domains-model/run.ts'
import { type Domains, openDomains } from './domains-world.ts'
import { STORES } from './world.ts'

/** More in a longer look: `CASTELLAN_MODEL_RUNS=500 npx vitest run test/core/domains-model.test.ts`. */
const MORE = process.env['CASTELLAN_MODEL_RUNS']
const RUNS = { sqlite: 25, mongodb: 5 }

const SEEN = [
  ...new Set(EACH_ONCE.map((h) => h.do)),
  ...['personal', 'offered', 'member', 'enrolled'],
  ...['enrolled by the domain above', 'enrolled with an open invitation'],
]

describe.each(STORES)(
  'any sequence of claims, rulings, sign-ups, invitations and migrations on %s',
  (kind) => {
    let d: Domains
    beforeAll(async () => {
      d = await openDomains(kind)
    })
    afterAll(async () => {
      expect(d.w.defects).toEqual([])
      await d.close()
    })

    it('leaves at most one verified owner a domain, and every member explained by exactly one source', async () => {
      let runs = 0
      const seen = new Set<string>()
      await fc.assert(
        fc.asyncProperty(happenings, async (list) => {
          runs += 1
          const run = await Run.begin(d, `${kind}-${runs}`, (what) => seen.add(what))
          for (const h of list) {
            await run.step(h)
            await run.holds()
          }
          await run.end()
        }),
        { numRuns: Number(MORE ?? RUNS[kind]), examples: [[EACH_ONCE]], endOnFailure: true },
      )
      // Everything was among what happened; else little was shown.
      expect([...seen].sort()).toEqual([...SEEN].sort())
    }, 3_600_000)
  },
)
