/** A filter as the address has it, and back. What cannot be read is left out, so that a link never breaks the page. */
import { type EventFilter, eventFilter } from '../../../../src-preload/contract/event-filter/index.ts'
import { EXCHANGES } from '../../../../src-preload/contract/event-types/index.ts'
import type { UrlState } from '../../../state/index.ts'

const listOf = (text: string | undefined): string[] => (text ?? '').split(',').filter((word) => word !== '')
const fields = eventFilter.shape

/** The parts of the address that belong to the filter. */
export const FILTER_KEYS = ['exchange', 'type', 'org', 'actor', 'key', 'text', 'path'] as const

/** Only what is well-formed: a condition that is being typed filters nothing until it can be read. */
export function filterOf(url: UrlState): EventFilter {
  const exchanges = EXCHANGES.filter((e) => listOf(url['exchange']).includes(e))
  const types = listOf(url['type'])
  const orgIds = listOf(url['org'])
  const key = fields.key.safeParse(url['key'] || undefined).data
  const path = fields.path.safeParse(url['path'] || undefined).data
  const text = fields.text.safeParse(url['text'] || undefined).data
  return {
    ...(exchanges.length > 0 ? { exchanges } : {}),
    ...(types.length > 0 ? { types } : {}),
    ...(orgIds.length > 0 ? { orgIds } : {}),
    ...(url['actor'] ? { actorId: url['actor'] } : {}),
    ...(key === undefined ? {} : { key }),
    ...(text ? { text } : {}),
    ...(path === undefined ? {} : { path }),
  }
}

/** The whole filter as a change of the address: what it does not name is taken out. */
export const urlOf = (filter: EventFilter): UrlState => ({
  exchange: filter.exchanges?.join(','),
  type: filter.types?.join(','),
  org: filter.orgIds?.join(','),
  actor: filter.actorId,
  key: filter.key,
  text: filter.text,
  path: filter.path,
})

export const isFiltered = (filter: EventFilter): boolean => Object.keys(filter).length > 0
