/** The sample is there whole or not at all, whoever else starts in the same moment and whatever ends a start early. */
import { DAY_MS } from '../../../src-preload/contract/durations.ts'
import { CastellanError } from '../../../src-preload/contract/errors.ts'
import { Across } from '../../store/across/index.ts'
import { type Adapter, Store } from '../../store/index.ts'
import { buildSample } from './build.ts'
import { chanceOf } from './chance.ts'
import { SAMPLE_PERSON } from './material.ts'

/**
 * Fills the sample where it is empty; who comes second waits for the first. Its instants end yesterday, so that it looks
 * alive whenever it is made. Throws `WRONG_STATE` for a sample that is neither empty nor whole.
 */
export async function fillSample(adapter: Adapter, cursorKey: Buffer): Promise<void> {
  const chance = chanceOf(20_261_124)
  let at = Date.now() - DAY_MS
  const now = (): Date => new Date(at)
  const newId = (): string => {
    at += 7
    return chance.id(now())
  }
  const settings = { cursorKey, now, newId }
  if (await isFilled(new Store(adapter, settings))) return
  await adapter.transaction(async (session) => {
    const store = new Store(within(adapter, session), settings)
    if (!(await isFilled(store))) await buildSample(store, chance)
  })
}

async function isFilled(store: Store): Promise<boolean> {
  const across = new Across(store)
  if (await across.userByEmail(SAMPLE_PERSON)) return true
  if (!(await across.organizationBySlug('platform'))) return false
  throw new CastellanError('WRONG_STATE', 'The sample is not whole. Start with --reset to restore it.', {
    state: 'incomplete',
    allowed: ['empty', 'whole'],
  })
}

/** Every unit of the sample as a part of one transaction. */
const within = (adapter: Adapter, session: ReturnType<Adapter['direct']>): Adapter => ({
  kind: adapter.kind,
  direct: () => session,
  transaction: (work) => work(session),
  prepare: (specs) => adapter.prepare(specs),
  watch: (spec, changed, lost) => adapter.watch(spec, changed, lost),
  ping: () => adapter.ping(),
  close: () => adapter.close(),
})
