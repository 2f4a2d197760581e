import { ActionIcon, Button, Checkbox, Menu, Stack, Text, Tooltip } from '@mantine/core'
import { IconColumns3, IconDownload, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Job } from '../../state/index.ts'
import { PaceText } from '../pace-text.tsx'
import { useLate } from '../use-late.ts'
import classes from './data-table.module.css'
import type { Exporting } from './model.ts'

interface TableBarProps {
  readonly total: number | null
  /** Whether rows that should be in view are still on the way. */
  readonly waiting: boolean
  readonly filters: ReactNode
  readonly columns: readonly {
    readonly id: string
    readonly header: string
    readonly shown: boolean
    readonly toggle: () => void
  }[]
  readonly exporting: Exporting | undefined
  readonly taking: { readonly start: () => Promise<void>; readonly job: Job | undefined }
  readonly selected: number
  readonly bulk: ReactNode
  readonly onClear: () => void
}

/** Above the rows: filters and counts, or – while something is selected – what can be done with it. */
export function TableBar(props: TableBarProps) {
  const { t } = useTranslation('components')
  const { t: words } = useTranslation('words')
  const { exporting } = props
  const { job, start } = props.taking
  const late = useLate(props.waiting)
  if (props.selected > 0)
    return (
      <section className={`${classes['bar']} ${classes['selecting']}`} aria-live="polite">
        <ActionIcon variant="subtle" aria-label={t('table.clear')} onClick={props.onClear}>
          <IconX size={16} />
        </ActionIcon>
        <Text size="sm" fw={600} mr="sm">
          {t('table.selected', { count: props.selected })}
        </Text>
        {props.bulk}
      </section>
    )
  return (
    <div className={classes['bar']}>
      {props.filters}
      {job === undefined ? (
        <Text size="sm" c="dimmed" ml="auto" aria-live="polite" style={{ whiteSpace: 'nowrap' }}>
          {late ? t('table.loading') : props.total !== null && t('table.rows', { count: props.total })}
        </Text>
      ) : (
        <>
          <Text size="sm" c="dimmed" ml="auto" style={{ whiteSpace: 'nowrap' }}>
            {t('job.of', { done: job.done, total: job.total ?? job.done })} ·{' '}
            <PaceText samples={job.samples} total={job.total ?? job.done} />
          </Text>
          <Button size="compact-sm" variant="default" flex="none" onClick={job.cancel}>
            {words('cancel')}
          </Button>
        </>
      )}
      {exporting !== undefined && (
        <Tooltip label={exporting.whyNot ?? t('table.export')} multiline maw={320}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('table.export')}
            data-disabled={exporting.whyNot !== null || undefined}
            aria-disabled={exporting.whyNot !== null || undefined}
            loading={job !== undefined}
            onClick={() => exporting.whyNot === null && void start()}
          >
            <IconDownload size={17} />
          </ActionIcon>
        </Tooltip>
      )}
      <Menu closeOnItemClick={false} position="bottom-end" withinPortal>
        <Menu.Target>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            fw={500}
            leftSection={<IconColumns3 size={16} />}
          >
            {t('table.columns')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Stack gap="xs" p="xs">
            {props.columns.map((column) => (
              <Checkbox
                key={column.id}
                size="xs"
                label={column.header}
                checked={column.shown}
                // Something is always shown.
                disabled={column.shown && props.columns.filter((c) => c.shown).length === 1}
                onChange={column.toggle}
              />
            ))}
          </Stack>
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}
