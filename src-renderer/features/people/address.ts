import { type MemberFilter, memberFilter } from '../../../src-preload/contract/members.ts'
import type { UrlState } from '../../state/index.ts'

/** The filters of People that hold several values, as the address names them. */
export const FACETS = ['state', 'role', 'team', 'source'] as const
export type Facet = (typeof FACETS)[number]

/** The values of one filter in the address, where they stand with commas between. */
export const valuesOf = (address: UrlState, facet: Facet): readonly string[] =>
  (address[facet] ?? '').split(',').filter((v) => v !== '')

/** The filter that an address means; a value that cannot be one (a mistyped link) is left out. */
export function filterOf(address: UrlState): MemberFilter {
  const { shape } = memberFilter
  const search = address['q']?.trim().slice(0, 200)
  return {
    search: search === undefined || search === '' ? undefined : search,
    state: shape.state.catch(undefined).parse(some(valuesOf(address, 'state'))),
    roleIds: shape.roleIds.catch(undefined).parse(some(valuesOf(address, 'role'))),
    teamIds: shape.teamIds.catch(undefined).parse(some(valuesOf(address, 'team'))),
    source: shape.source.catch(undefined).parse(some(valuesOf(address, 'source'))),
  }
}

const some = (values: readonly string[]): readonly string[] | undefined =>
  values.length === 0 ? undefined : values

export const isFiltered = (filter: MemberFilter): boolean =>
  Object.values(filter).some((value) => value !== undefined)
