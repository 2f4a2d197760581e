/** Filters that a person keeps for themselves in an organization. Nobody else sees or changes them. */
import { CastellanError, notFound } from '../../src-preload/contract/errors.ts'
import type { EventFilter } from '../../src-preload/contract/event-filter/index.ts'
import type { SavedFilter } from '../../src-preload/contract/events.ts'
import { all, eq, fold } from '../store/index.ts'
import { type EventFilterRecord, eventFilters } from '../store/records/index.ts'
import type { Work } from '../work/index.ts'

/** Most filters of one person in one organization. */
const MOST = 100

const view = ({ id, version, createdAt, updatedAt, name, filter }: EventFilterRecord): SavedFilter => ({
  id,
  version,
  createdAt,
  updatedAt,
  name,
  filter,
})
const own = (work: Work) => eq('userId', work.actor.userId)

/** In the order of their names. */
export async function listFilters(work: Work): Promise<SavedFilter[]> {
  const sort = { field: 'nameKey', direction: 'asc' } as const
  const page = await work.db.collection(eventFilters).list({ where: own(work), sort, limit: MOST })
  return page.items.map(view)
}

interface Saving {
  readonly name: string
  readonly filter: EventFilter
  readonly replace: boolean
}

/**
 * Throws `CONFLICT` on `name` where the person has used it already and did not say that it is to be replaced, and
 * `LIMIT_REACHED` at a hundred of them.
 */
export async function saveFilter(work: Work, { name, filter, replace }: Saving): Promise<SavedFilter> {
  const saved = work.db.collection(eventFilters)
  const nameKey = fold(name)
  const before = await saved.first(all(own(work), eq('nameKey', nameKey)))
  if (before && !replace)
    throw new CastellanError('CONFLICT', `You have a filter “${before.name}” already.`, { field: 'name' })
  if (before) return view(await saved.update(before, { name, filter }, 'filter'))
  const used = await saved.count(own(work))
  if (used >= MOST)
    throw new CastellanError('LIMIT_REACHED', `You have ${MOST} saved filters. Delete one first.`, {
      pool: 'eventFilters',
      limit: MOST,
      used,
    })
  return view(await saved.insert({ userId: work.actor.userId, name, nameKey, filter }))
}

/** Throws `NOT_FOUND` for one of somebody else too. */
export async function deleteFilter(work: Work, id: string): Promise<void> {
  const saved = work.db.collection(eventFilters)
  const found = await saved.get(id)
  if (found?.userId !== work.actor.userId) throw notFound('filter')
  await saved.remove(found, 'filter')
}
