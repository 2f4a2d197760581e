/** Between a collection's records and what an adapter keeps of them. */
import type { Stored } from './adapter.ts'
import { fold } from './predicate.ts'
import type { CollectionSpec, TenantRecord } from './spec.ts'

/** The folded text of the searchable fields. */
export const SEARCH_TEXT = 'searchText'

/** What an adapter gives back are the records as their schema let them in, without the text that is searched. */
export const recordsOf = <T>(stored: readonly Stored[]): T[] => stored as unknown as T[]

export const searchTextOf = <T extends TenantRecord>({ searchable }: CollectionSpec<T>, record: T): string =>
  fold(searchable.map((field) => String(record[field as keyof T] ?? '')).join('\n'))

export function toStored<T extends TenantRecord>(spec: CollectionSpec<T>, record: T): Stored {
  const fields = record as unknown as Stored
  return spec.searchable.length === 0 ? fields : { ...fields, [SEARCH_TEXT]: searchTextOf(spec, record) }
}
