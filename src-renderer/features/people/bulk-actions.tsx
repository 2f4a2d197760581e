import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BULK_OPERATIONS, type Member } from '../../../src-preload/contract/members.ts'
import { Guarded } from '../../app/index.ts'
import { BULK_KINDS, type BulkKind, MOST_AT_ONCE } from './bulk-change.ts'
import { BulkDialog } from './bulk-dialog.tsx'

interface BulkActionsProps {
  readonly selected: readonly Member[]
  readonly clear: () => void
}

/** What can be done with the selected people; each opens a preview first. */
export function BulkActions({ selected, clear }: BulkActionsProps) {
  const { t } = useTranslation('people')
  const [kind, setKind] = useState<BulkKind | null>(null)
  const tooMany = selected.length > MOST_AT_ONCE ? t('bulk.tooMany', { limit: MOST_AT_ONCE }) : null
  return (
    <Group gap={6} role="group" aria-label={t('bulk.label')}>
      {BULK_KINDS.map((one) => (
        <Guarded key={one} type="member" operation={BULK_OPERATIONS[one]} reason={tooMany}>
          <Button size="compact-sm" variant="default" onClick={() => setKind(one)}>
            {t(`bulk.${one}`)}
          </Button>
        </Guarded>
      ))}
      {kind !== null && (
        <BulkDialog kind={kind} members={selected} onClose={() => setKind(null)} onDone={clear} />
      )}
    </Group>
  )
}
