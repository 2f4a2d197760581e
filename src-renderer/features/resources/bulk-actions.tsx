import { Button, Group } from '@mantine/core'
import { IconEye, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Resource } from '../../../src-preload/contract/resources.ts'
import { Guarded } from '../../app/index.ts'
import { useTooMany } from '../../components/index.ts'
import { TransferButton } from '../transfers/index.tsx'
import { BulkDelete } from './bulk-delete.tsx'
import { BulkVisibility } from './bulk-visibility.tsx'

interface BulkActionsProps {
  readonly selected: readonly Resource[]
  readonly clear: () => void
}

/** What can be done with the selected resources, which are of one kind; each opens a preview first. */
export function BulkActions({ selected, clear }: BulkActionsProps) {
  const { t } = useTranslation('resources')
  const [open, setOpen] = useState<'visibility' | 'delete' | null>(null)
  const tooMany = useTooMany()(selected.length)
  const [first] = selected
  if (first === undefined) return null
  const items = selected.map(({ kind, id }) => ({ kind, id }))
  const close = (): void => setOpen(null)
  return (
    <Group gap={6} role="group" aria-label={t('bulk.label')}>
      <TransferButton items={selected} onDone={clear} />
      <Guarded type={first.kind} operation="share" reason={tooMany}>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconEye size={15} />}
          onClick={() => setOpen('visibility')}
        >
          {t('bulk.visibility')}
        </Button>
      </Guarded>
      <Guarded type={first.kind} operation="delete" reason={tooMany}>
        <Button
          size="compact-sm"
          variant="light"
          color="red"
          leftSection={<IconTrash size={15} />}
          onClick={() => setOpen('delete')}
        >
          {t('bulk.delete')}
        </Button>
      </Guarded>
      {open === 'visibility' && <BulkVisibility items={items} onClose={close} onDone={clear} />}
      {open === 'delete' && <BulkDelete items={items} onClose={close} onDone={clear} />}
    </Group>
  )
}
