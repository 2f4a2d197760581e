import { Button, Group, MultiSelect, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CLAIM_STATES, type ClaimState } from '../../../src-preload/contract/domains.ts'
import { useUrlState } from '../../state/index.ts'

/** Milliseconds without a key before a search is sent. */
const PAUSE_MS = 250
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
  const [address, setAddress] = useUrlState()
  const { state = [], search } = useClaimFilter()
  const [typed, setTyped] = useState(address['q'] ?? '')
  const send = useDebouncedCallback((q: string) => setAddress({ q: q.trim() }), PAUSE_MS)
  return (
    <Group gap={6} wrap="nowrap" role="search" aria-label={t('filter.label')}>
      <TextInput
        size="xs"
        w={220}
        aria-label={t('filter.search')}
        placeholder={t('filter.search')}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          send(event.currentTarget.value)
        }}
      />
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
        <Button
          size="xs"
          variant="subtle"
          onClick={() => {
            setTyped('')
            setAddress({ q: '', state: '' })
          }}
        >
          {t('filter.clear')}
        </Button>
      )}
    </Group>
  )
}
