import { Alert, Box, ScrollArea, Text } from '@mantine/core'
import { IconAlertTriangle, IconListCheck } from '@tabler/icons-react'
import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, useContext, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { CastellanError } from '../../src-preload/contract/errors.ts'
import { MOST_IN_ONE_CALL, type BulkPreview as Preview } from '../../src-preload/contract/shared.ts'
import { problemOf } from '../errors.ts'
import { DropGone } from './data-table/drop-gone.ts'
import { ErrorState } from './error-state.tsx'

/** So high at least, in pixels, whatever is answered: the buttons below stay under the pointer. */
const PREVIEW_PX = 132
/** More names than fit into so many pixels are scrolled. */
const NAMES_PX = 66

interface BulkPreviewProps {
  /** Whether it takes something away. */
  readonly dangerous: boolean
  /** Whether enough is chosen to ask what it changes. */
  readonly chosen: boolean
  readonly query: UseQueryResult<Preview>
  /** What else it does, under the names. */
  readonly children?: ReactNode
}

/** The blast radius as the console says it: what changes, by name, how much stays as it is, or why it cannot be. */
export function BulkPreview({ dangerous, chosen, query, children }: BulkPreviewProps) {
  const { t } = useTranslation('components')
  const { data } = query
  const dropGone = useContext(DropGone)
  const code = query.isError ? problemOf(query.error).code : data?.refusal?.code
  // All or none are changed: one that is gone would keep the others from it.
  useEffect(() => {
    if (code === 'NOT_FOUND') dropGone()
  }, [code, dropGone])
  if (query.isError)
    return (
      <Box mih={PREVIEW_PX}>
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      </Box>
    )
  if (data?.refusal) {
    const { code, message, data: facts } = data.refusal
    return (
      <Box mih={PREVIEW_PX}>
        <ErrorState
          title={t('bulk.refused')}
          error={new CastellanError(code as never, message, facts as never)}
        />
      </Box>
    )
  }
  const title = !chosen
    ? t('bulk.choose')
    : data === undefined
      ? t('bulk.checking')
      : data.changed === 0
        ? t('bulk.nothing')
        : t('bulk.changes', { count: data.changed })
  return (
    <Alert
      color={!chosen ? 'gray' : dangerous ? 'orange' : 'blue'}
      icon={dangerous ? <IconAlertTriangle /> : <IconListCheck />}
      title={title}
      aria-live="polite"
      mih={PREVIEW_PX}
    >
      {data !== undefined && data.names.length > 0 && (
        <ScrollArea.Autosize mah={NAMES_PX} type="auto" viewportProps={{ tabIndex: 0 }}>
          <Text size="sm">
            {data.names.join(', ')}
            {data.changed > data.names.length &&
              ` ${t('bulk.more', { count: data.changed - data.names.length })}`}
          </Text>
        </ScrollArea.Autosize>
      )}
      {children}
      {data !== undefined && data.unchanged > 0 && (
        <Text size="xs" c="dimmed" mt={4}>
          {t('bulk.same', { count: data.unchanged })}
        </Text>
      )}
    </Alert>
  )
}

/** Why a change of many may not be sent yet, by what the console said; null where it may. */
export function useWhyNotYet(): (chosen: boolean, query: UseQueryResult<Preview>) => string | null {
  const { t } = useTranslation('components')
  return (chosen, { data }) => {
    if (!chosen) return t('bulk.choose')
    if (data === undefined) return t('bulk.checking')
    if (data.refusal !== null) return t('bulk.refused')
    return data.changed === 0 ? t('bulk.nothing') : null
  }
}

/** Why so many cannot be changed in one call; null where they can. */
export function useTooMany(): (count: number) => string | null {
  const { t } = useTranslation('components')
  return (count) => (count > MOST_IN_ONE_CALL ? t('bulk.tooMany', { limit: MOST_IN_ONE_CALL }) : null)
}
