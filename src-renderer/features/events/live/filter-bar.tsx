import { Button, MultiSelect, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch, IconX } from '@tabler/icons-react'
import { type RefObject, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EventFilter } from '../../../../src-preload/contract/event-filter/index.ts'
import {
  EVENT_TYPE_NAMES,
  EVENT_TYPES,
  EXCHANGES,
} from '../../../../src-preload/contract/event-types/index.ts'
import { type UrlState, useUrlState } from '../../../state/index.ts'
import { FILTER_KEYS, isFiltered, urlOf } from './filter-state.ts'
import { MoreFilters } from './more-filters.tsx'
import { SavedFilters } from './saved-filters.tsx'

/** Typing waits this long, in milliseconds, before the filter changes. */
const TYPING_MS = 250

/** What is chosen stays on one line, so that the bar does not grow. */
const ONE_LINE = { pillsList: { flexWrap: 'nowrap', overflow: 'hidden' } } as const

interface FilterBarProps {
  readonly filter: EventFilter
  /** Focused by the command that finds text. */
  readonly find: RefObject<HTMLInputElement | null>
}

/** What is shown of the flow. It lives in the address, so a link shows what its sender saw. */
export function FilterBar({ filter, find }: FilterBarProps) {
  const { t } = useTranslation('events')
  const [url, setUrl] = useUrlState()
  const list = (name: string): string[] => (url[name] ?? '').split(',').filter((word) => word !== '')
  const clear = (): void => setUrl(Object.fromEntries(FILTER_KEYS.map((name) => [name, undefined])))
  return (
    <>
      <Typed
        inputRef={find}
        label={t('filter.text')}
        width={190}
        value={url['text'] ?? ''}
        onChange={(text) => setUrl({ text })}
      />
      <MultiSelect
        size="xs"
        w={190}
        aria-label={t('filter.exchanges')}
        placeholder={list('exchange').length === 0 ? t('filter.exchanges') : undefined}
        data={EXCHANGES.map((value) => ({ value, label: t(`exchange.${value}`) }))}
        value={list('exchange')}
        onChange={(chosen) => setUrl({ exchange: chosen.join(',') })}
        clearable
        styles={ONE_LINE}
      />
      <MultiSelect
        size="xs"
        w={220}
        aria-label={t('filter.types')}
        placeholder={list('type').length === 0 ? t('filter.types') : undefined}
        data={EXCHANGES.map((exchange) => ({
          group: t(`exchange.${exchange}`),
          items: EVENT_TYPE_NAMES.filter((name) => EVENT_TYPES[name].exchange === exchange),
        }))}
        value={list('type')}
        onChange={(chosen) => setUrl({ type: chosen.join(',') })}
        searchable
        clearable
        comboboxProps={{ width: 260 }}
        styles={ONE_LINE}
      />
      <MoreFilters url={url} onChange={setUrl} />
      <SavedFilters filter={filter} onPick={(saved) => setUrl(urlOf(saved))} />
      {(isFiltered(filter) || FILTER_KEYS.some((name) => url[name])) && (
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          leftSection={<IconX size={14} />}
          aria-label={t('filter.clearAll')}
          onClick={clear}
        >
          {t('filter.clear')}
        </Button>
      )}
    </>
  )
}

interface TypedProps {
  readonly inputRef: RefObject<HTMLInputElement | null>
  readonly label: string
  readonly width: number
  readonly value: NonNullable<UrlState[string]>
  readonly onChange: (text: string) => void
}

function Typed({ inputRef, label, width, value, onChange }: TypedProps) {
  const [typed, setTyped] = useState(value)
  const tell = useDebouncedCallback(onChange, { delay: TYPING_MS, flushOnUnmount: true })
  // What came by a link, a saved filter or “clear”.
  useEffect(() => setTyped(value), [value])
  return (
    <TextInput
      ref={inputRef}
      size="xs"
      w={width}
      leftSection={<IconSearch size={15} />}
      aria-label={label}
      placeholder={label}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        tell(event.currentTarget.value)
      }}
    />
  )
}
