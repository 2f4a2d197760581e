import { Button, Group, MultiSelect } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { CLAIM_STATES, type ClaimState } from '../../../src-preload/contract/domains.ts'
import { SearchField } from '../../components/index.ts'
import { useUrlState } from '../../state/index.ts'

/** The longest name that DNS has. */
const LONGEST = 253

export interface ClaimFilter {
  readonly search?: string
  readonly state?: ClaimState[]
}

/** What the address says about which claims are shown; what it says wrongly is left out. */
export function useClaimFilter(): ClaimFilter {
  const [{ q = '', state = '' }] = useUrlState()
  return useMemo(() => {
    const search = q.trim().slice(0, LONGEST)
    const named = state.split(',')
    const states = CLAIM_STATES.filter((s) => named.includes(s))
    return { ...(search === '' ? {} : { search }), ...(states.length === 0 ? {} : { state: states }) }
  }, [q, state])
}

/** Search and states of Domains. They live in the address, so that a link shows what its sender saw. */
export function ClaimFilters() {
  const { t } = useTranslation('domains')
  const [, setAddress] = useUrlState()
  const { state = [], search } = useClaimFilter()
  return (
    <Group gap={6} wrap="nowrap" role="search" aria-label={t('filter.label')}>
      <SearchField label={t('filter.search')} width={220} />
      <MultiSelect
        size="xs"
        w={260}
        aria-label={t('column.state')}
        placeholder={state.length === 0 ? t('filter.anyState') : ''}
        value={state}
        onChange={(states) => setAddress({ state: states.join(',') })}
        data={CLAIM_STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
      />
      {(search !== undefined || state.length > 0) && (
        <Button size="xs" variant="subtle" onClick={() => setAddress({ q: '', state: '' })}>
          {t('filter.clear')}
        </Button>
      )}
    </Group>
  )
}
