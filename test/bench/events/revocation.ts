/** From the moment that a suspension is asked for until the member's open monitor has ended, here and elsewhere. */
import { openInProcessBroker } from '../../../src-main/broker/in-process/index.ts'
import type { EventFrame } from '../../../src-preload/contract/events.ts'
import { openWorld, STORES, type StoreKind } from '../../core/world.ts'
import { type Figure, median, type Options } from '../figure.ts'

/** Within one second, says the rule; so this many times as long as it may take. */
const ALLOWED_MS = 1_000
const FULL = 30
const QUICK = 5

export async function* revocation(_url: string, { quick = false }: Options): AsyncGenerator<Figure> {
  for (const kind of STORES) yield* onStore(kind, quick ? QUICK : FULL)
}

async function* onStore(kind: StoreKind, rounds: number): AsyncGenerator<Figure> {
  const broker = openInProcessBroker()
  const w = await openWorld(kind, { broker })
  const elsewhere = await w.second()
  const times: Record<'here' | 'elsewhere', number[]> = { here: [], elsewhere: [] }
  try {
    const matrix = { event: ['read'] }
    const { id: role } = await w.ask<{ id: string }>(w.ada, 'roles.create', { name: 'Watcher', matrix })
    for (let n = 0; n < rounds; n += 1) {
      const member = await w.add(`sue-${n}`, [role])
      const until = async (api: typeof elsewhere): Promise<() => Promise<number>> => {
        const session = await api.newSession({ host: 'bench', as: `sue-${n}@acme.example`, org: 'acme' })
        const frames = (await api.call(session, ['events', 'watch'], {})) as AsyncIterable<EventFrame>
        const reading = frames[Symbol.asyncIterator]()
        await reading.next()
        const ended = (async () => {
          while (!(await reading.next()).done);
          return performance.now()
        })()
        return () => ended
      }
      const open = { here: await until(w.api), elsewhere: await until(elsewhere) }
      const start = performance.now()
      await w.ask(w.ada, 'members.suspend', { id: member.id, version: member.version, reason: 'a bench' })
      for (const place of ['here', 'elsewhere'] as const) times[place].push((await open[place]()) - start)
    }
  } finally {
    await w.close()
    await broker.close()
  }
  for (const place of ['here', 'elsewhere'] as const) {
    const worst = Math.max(...times[place])
    yield {
      bench: 'events',
      case: `${kind}: a suspended member's open monitor ends ${place === 'here' ? 'in the same core' : 'in another core on the same data'} (the longest of ${rounds}; median ${median(times[place]).toFixed(1)} ms) / 1 s`,
      value: worst,
      unit: 'ms',
      baseline: ALLOWED_MS,
      ratio: worst / ALLOWED_MS,
      goal: 1,
      met: worst <= ALLOWED_MS,
    }
  }
}
