import { Button } from '@mantine/core'
import { IconDownload, IconMail, IconUpload, IconUserPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Guarded, useDoes } from '../../app/index.ts'
import { AddPerson } from './add-person.tsx'
import { ExportPeople } from './export-people.tsx'
import { ImportChip } from './import/index.ts'
import { InvitePerson, type Issued } from './invite-person.tsx'

type Open = 'add' | 'invite' | 'export' | null

/** What can be done on People as a whole; offered in the palette too. */
export function PeopleActions({ onIssued }: { readonly onIssued: (issued: Issued) => void }) {
  const { t } = useTranslation('people')
  const navigate = useNavigate()
  const [open, setOpen] = useState<Open>(null)
  const close = (): void => setOpen(null)
  const toImport = (): void =>
    void navigate({ to: '/people/{-$part}', params: { part: 'import' }, search: {} })

  useDoes({ add: () => setOpen('add'), invite: () => setOpen('invite'), export: () => setOpen('export') })

  return (
    <>
      <ImportChip onOpen={toImport} />
      <Guarded type="member" operation="export">
        <Button
          variant="default"
          size="xs"
          leftSection={<IconDownload size={15} />}
          onClick={() => setOpen('export')}
        >
          {t('export.button')}
        </Button>
      </Guarded>
      <Guarded type="member" operation="import">
        <Button variant="default" size="xs" leftSection={<IconUpload size={15} />} onClick={toImport}>
          {t('import.button')}
        </Button>
      </Guarded>
      <Guarded type="invitation" operation="create">
        <Button
          variant="default"
          size="xs"
          leftSection={<IconMail size={15} />}
          onClick={() => setOpen('invite')}
        >
          {t('invite.button')}
        </Button>
      </Guarded>
      <Guarded type="member" operation="create">
        <Button size="xs" leftSection={<IconUserPlus size={15} />} onClick={() => setOpen('add')}>
          {t('add.button')}
        </Button>
      </Guarded>
      {open === 'add' && <AddPerson onClose={close} />}
      {open === 'invite' && <InvitePerson onClose={close} onIssued={onIssued} />}
      {open === 'export' && <ExportPeople onClose={close} />}
    </>
  )
}
