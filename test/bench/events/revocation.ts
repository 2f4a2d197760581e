/** From the moment that a suspension is asked for until the member's open monitor has ended, here and in another process. */
import type { EventFrame } from '../../../src-preload/contract/events.ts'
import { type Consoles, openConsoles } from '../../core/consoles.ts'
import { type Member, STORES, type StoreKind } from '../../core/world.ts'
import { type Figure, median, type Options } from '../figure.ts'

/** Within one second, says the rule; so this many times as long as it may take. */
const ALLOWED_MS = 1_000
const FULL = 20
const QUICK = 3

const PLACES = { here: 'in the same process', elsewhere: 'in another process on the same data' } as const
type Place = keyof typeof PLACES

export async function* revocation(_url: string, { quick = false }: Options): AsyncGenerator<Figure> {
  for (const kind of STORES) yield* onStore(kind, quick ? QUICK : FULL)
}

async function* onStore(kind: StoreKind, rounds: number): AsyncGenerator<Figure> {
  const consoles = await openConsoles(kind)
  const times: Record<Place, number[]> = { here: [], elsewhere: [] }
  try {
    for (let n = 0; n < rounds; n += 1) {
      const member = await consoles.add(`sue-${n}`, { roleIds: ['admin'] })
      const ends = {
        here: await monitorHere(consoles, member),
        elsewhere: await monitorElsewhere(consoles, member),
      }
      const start = performance.now()
      await consoles.ask('members.suspend', { id: member.id, version: member.version, reason: 'a bench' })
      for (const place of ['here', 'elsewhere'] as const) times[place].push((await ends[place]()) - start)
    }
  } finally {
    await consoles.close()
  }
  for (const place of ['here', 'elsewhere'] as const) {
    const worst = Math.max(...times[place])
    yield {
      bench: 'events',
      case: `${kind}: a suspended member's open monitor ends ${PLACES[place]} (the longest of ${rounds}; median ${median(times[place]).toFixed(1)} ms) / 1 s`,
      value: worst,
      unit: 'ms',
      baseline: ALLOWED_MS,
      ratio: worst / ALLOWED_MS,
      goal: 1,
      met: worst <= ALLOWED_MS,
    }
  }
}

/** When it ended, by this process's clock. */
type Ends = () => Promise<number>

async function monitorHere({ workspace }: Consoles, { email }: Member): Promise<Ends> {
  const { api } = workspace
  const session = await api.newSession({ host: 'bench', as: email, org: 'acme-elsewhere' })
  const frames = (await api.call(session, ['events', 'watch'], {})) as AsyncIterable<EventFrame>
  const reading = frames[Symbol.asyncIterator]()
  await reading.next()
  const ended = (async () => {
    while (!(await reading.next()).done);
    return performance.now()
  })()
  return () => ended
}

/** The other process's word of it has to travel here, which is a little more than the end itself took. */
async function monitorElsewhere(consoles: Consoles, member: Member): Promise<Ends> {
  const elsewhere = await consoles.elsewhere(member)
  const ended = elsewhere.ended.then(async (how) => {
    const at = performance.now()
    if (how === 'gone') throw new Error('The other process is gone.')
    await elsewhere.close()
    return at
  })
  return () => ended
}
