import { Button, Group } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { membershipSource } from '../../../src-preload/contract/members.ts'
import { membershipState } from '../../../src-preload/contract/session.ts'
import { useApi } from '../../app/index.ts'
import { SearchField } from '../../components/index.ts'
import { useUrlState } from '../../state/index.ts'
import { FACETS, type Facet, filterOf, isFiltered, valuesOf } from './address.ts'
import { FacetFilter } from './facet-filter.tsx'
import { useNames } from './names.ts'

/** Search and filters of People. They live in the address; the counts are over the whole organization. */
export function PeopleFilters() {
  const { t } = useTranslation('people')
  const [address, setAddress] = useUrlState()
  const facets = useQuery(useApi().members.facets.queryOptions({ placeholderData: keepPreviousData })).data
  const label = useFacetLabels()
  return (
    <Group gap={6} wrap="nowrap" role="search" aria-label={t('filter.label')}>
      <SearchField label={t('search')} width={205} />
      {FACETS.map((facet) => (
        <FacetFilter
          key={facet}
          label={t(`filter.${facet}`)}
          findLabel={t('find')}
          choices={(facets?.[facet] ?? []).map((f) => ({ ...f, label: label(facet, f.value) }))}
          value={valuesOf(address, facet)}
          onChange={(values) => setAddress({ [facet]: values.join(',') })}
        />
      ))}
      {isFiltered(filterOf(address)) && (
        <Button
          size="xs"
          variant="subtle"
          onClick={() => setAddress({ q: '', state: '', role: '', team: '', source: '' })}
        >
          {t('filter.clear')}
        </Button>
      )}
    </Group>
  )
}

/** The word for one value of a filter. */
function useFacetLabels(): (facet: Facet, value: string) => string {
  const { t } = useTranslation('words')
  const names = useNames()
  return (facet, value) => {
    switch (facet) {
      case 'role':
        return names.role(value)
      case 'team':
        return names.team(value)
      case 'state': {
        const state = membershipState.safeParse(value)
        return state.success ? t(`membershipState.${state.data}`) : value
      }
      case 'source': {
        const source = membershipSource.safeParse(value)
        return source.success ? t(`source.${source.data}`) : value
      }
    }
  }
}
