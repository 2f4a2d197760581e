import { Alert, Button, Group, ScrollArea, SegmentedControl, Stack, Table, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { rowFate } from '../../../../src-preload/contract/imports.ts'
import { useApi } from '../../../app/index.ts'
import { ErrorState, LoadingState } from '../../../components/index.ts'
import { CheckRow } from './check-row.tsx'
import { type Draft, planOf } from './draft.ts'
import { SeatsAfter } from './seats-after.tsx'

const ROWS = 100
const ALL = 'all'

interface CheckStepProps {
  readonly draft: Draft
  /** Told how many rows will be written, or null while that is not known. */
  readonly onWrites: (count: number | null) => void
}

/** Every row's fate before anything is written, with totals and seats. */
export function CheckStep({ draft, onWrites }: CheckStepProps) {
  const { t, i18n } = useTranslation('people')
  const [fate, setFate] = useState<string>(ALL)
  const [offset, setOffset] = useState(0)
  const chosen = rowFate.safeParse(fate)
  const query = useQuery(
    useApi().imports.preview.queryOptions({
      input: { ...planOf(draft), offset, limit: ROWS, fate: chosen.success ? chosen.data : undefined },
      placeholderData: keepPreviousData,
      retry: false,
    }),
  )
  const { data } = query
  const writes = data === undefined ? null : data.totals.add + data.totals.update
  useEffect(() => onWrites(writes), [writes, onWrites])
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (data === undefined)
    return (
      <Stack gap="xs">
        <Text size="sm" aria-live="polite">
          {t('import.checking')}
        </Text>
        <LoadingState lines={8} height={28} />
      </Stack>
    )
  const { totals } = data
  const all = totals.add + totals.update + totals.unchanged + totals.refused
  const number = (n: number): string => n.toLocaleString(i18n.language)
  return (
    <Stack gap="sm" style={{ flex: 1, minHeight: 0 }}>
      <Group justify="space-between">
        <SegmentedControl
          size="xs"
          aria-label={t('import.step.checkText')}
          value={fate}
          onChange={(next) => {
            setFate(next)
            setOffset(0)
          }}
          data={[
            { value: ALL, label: `${t('import.all')} · ${number(all)}` },
            ...rowFate.options.map((f) => ({
              value: f,
              label: `${t(`import.fate.${f}`)} · ${number(totals[f])}`,
            })),
          ]}
        />
        <SeatsAfter seats={data.seats} />
      </Group>
      {data.rows.length === 0 ? (
        <Alert color="gray">{t('import.nothingLeft')}</Alert>
      ) : (
        <ScrollArea
          type="auto"
          // The border is here: one of the table with a sticky head would take the columns their widths.
          style={{ flex: 1, minHeight: 160, border: '1px solid var(--line)', borderRadius: 4 }}
          // A block, so that the table's own widths of columns hold.
          styles={{ content: { display: 'block', minWidth: 0 } }}
          viewportProps={{ tabIndex: 0, 'aria-label': t('import.step.checkText') }}
        >
          <Table stickyHeader fz="xs" layout="fixed">
            <Table.Thead>
              <Table.Tr>
                <Table.Th w={72}>{t('import.row')}</Table.Th>
                <Table.Th w={100}>{t('column.state')}</Table.Th>
                <Table.Th>{t('column.email')}</Table.Th>
                <Table.Th>{t('column.name')}</Table.Th>
                <Table.Th w={190}>{t('import.access')}</Table.Th>
                <Table.Th w="30%">{t('import.because')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.rows.map((row) => (
                <CheckRow key={row.row} row={row} />
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea>
      )}
      {data.matching > ROWS && (
        <Group justify="flex-end" gap="xs">
          <Text size="xs" c="dimmed">
            {t('import.page', {
              from: offset + 1,
              to: Math.min(offset + ROWS, data.matching),
              total: data.matching,
            })}
          </Text>
          <Button
            size="compact-sm"
            variant="default"
            disabled={offset === 0}
            onClick={() => setOffset(offset - ROWS)}
          >
            {t('import.previousPage')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            disabled={offset + ROWS >= data.matching}
            onClick={() => setOffset(offset + ROWS)}
          >
            {t('import.nextPage')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}
