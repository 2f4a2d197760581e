import { ActionIcon, Button, Checkbox, Menu, Stack, Text, Tooltip } from '@mantine/core'
import { IconColumns3, IconDownload, IconX } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './data-table.module.css'

interface TableBarProps {
  readonly total: number | null
  readonly filters: ReactNode
  readonly columns: readonly {
    readonly id: string
    readonly header: string
    readonly shown: boolean
    readonly toggle: () => void
  }[]
  readonly onExport: () => Promise<void>
  readonly selected: number
  readonly bulk: ReactNode
  readonly onClear: () => void
}

/** Above the rows: filters and counts, or – while something is selected – what can be done with it. */
export function TableBar(props: TableBarProps) {
  const { t } = useTranslation('components')
  const [exporting, setExporting] = useState(false)
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
      <Text size="sm" c="dimmed" ml="auto" aria-live="polite" style={{ whiteSpace: 'nowrap' }}>
        {exporting ? t('table.exporting') : props.total !== null && t('table.rows', { count: props.total })}
      </Text>
      <Tooltip label={t('table.export')}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('table.export')}
          loading={exporting}
          onClick={() => {
            setExporting(true)
            void props.onExport().finally(() => setExporting(false))
          }}
        >
          <IconDownload size={17} />
        </ActionIcon>
      </Tooltip>
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
                onChange={column.toggle}
              />
            ))}
          </Stack>
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}
