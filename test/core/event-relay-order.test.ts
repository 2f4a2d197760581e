/** What the relay promises of the order, whatever is cut and refused: judged by what the queue holds. */
import { describe, expect, it, vi } from 'vitest'
import { Relay } from '../../src-main/events/flow/relay.ts'
import { Across } from '../../src-main/store/across/index.ts'
import { eq } from '../../src-main/store/index.ts'
import { outbox } from '../../src-main/store/records/index.ts'
import { platformUnit } from '../../src-main/work/index.ts'
import { chanceOf } from '../../src-main/workspace/sample/chance.ts'
import { ShakyBroker } from './shaky-broker.ts'
import { openWorld, STORES } from './world.ts'

const PATIENT = { timeout: 50_000, interval: 20 }
const SEEDS = [1, 3]
const ROUNDS = 6
const AT_ONCE = 40

describe.each(STORES)('the order of what the relay publishes from %s', (kind) => {
  it.each(SEEDS)(
    'nothing new comes into a queue before something older of its organization (%i)',
    async (seed) => {
      const w = await openWorld(kind)
      for (const slug of ['beta-ltd', 'gamma-ltd'])
        await w.ask(w.operator, 'platform.create', {
          name: slug,
          slug,
          admin: { email: `admin@${slug}.example`, name: slug },
        })
      const across = new Across(w.store)
      const orgs: string[] = []
      for (const slug of ['acme', 'beta-ltd', 'gamma-ltd'])
        orgs.push((await across.organizationBySlug(slug))?.id ?? '')
      const shaky = new ShakyBroker(chanceOf(seed))
      const relay = new Relay(w.store, shaky.port, {
        held: () => true,
        defect: (where, error) => w.defects.push(`${where}: ${String(error)}`),
        batch: 20,
        pollMs: 5,
        pauseOf: () => 1,
      })
      relay.start()
      for (let round = 0; round < ROUNDS; round += 1)
        for (const org of orgs)
          await platformUnit(
            w.store,
            { action: 'team.created', host: 'test', because: 'test' },
            async (work) => {
              for (let n = 0; n < AT_ONCE; n += 1) {
                const name = `${round * AT_ONCE + n}`
                if (n % 3 > 0) work.emitIn(org, 'team.created', name, { id: name, name })
                else work.emitIn(org, 'team.deleted', name, { id: name, name, why: 'test' })
              }
            },
          )
      await vi.waitFor(async () => expect(await across.flow.countPending()).toBe(0), PATIENT)
      await relay.stop()
      let judged = 0
      for (const org of orgs)
        for (const type of ['team.created', 'team.deleted']) {
          const written: string[] = []
          for await (const { id } of w.tenant(org).collection(outbox).each(eq('type', type))) written.push(id)
          const taken = shaky.queue.filter(({ routingKey }) => routingKey === `${type}.${org}`)
          // Each for the first time.
          expect([...new Set(taken.map(({ id }) => id))]).toEqual(written)
          judged += written.length
        }
      expect(judged).toBe(orgs.length * ROUNDS * AT_ONCE)
      // It was not an idle test.
      expect(Math.min(shaky.cuts, shaky.refusals)).toBeGreaterThan(0)
      expect(w.defects).toEqual([])
      await shaky.port.close()
      await w.close()
    },
  )
})
