import { Button } from '@mantine/core'
import { IconTransfer } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Guarded } from '../../app/index.ts'
import { type Moving, TransferDialog } from './transfer-dialog.tsx'

/** The console takes no more in one call. */
const MOST_AT_ONCE = 200

interface TransferButtonProps {
  readonly items: readonly Moving[]
  readonly onDone: () => void
}

/** For the selected resources, which are of one kind. */
export function TransferButton({ items, onDone }: TransferButtonProps) {
  const { t } = useTranslation('transfers')
  const [open, setOpen] = useState(false)
  const [first] = items
  const tooMany = items.length > MOST_AT_ONCE ? t('tooMany', { limit: MOST_AT_ONCE }) : null
  if (first === undefined) return null
  return (
    <>
      <Guarded type={first.kind} operation="transfer" reason={tooMany}>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconTransfer size={15} />}
          onClick={() => setOpen(true)}
        >
          {t('transfer')}
        </Button>
      </Guarded>
      {open && <TransferDialog items={items} onClose={() => setOpen(false)} onDone={onDone} />}
    </>
  )
}
