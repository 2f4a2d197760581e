import { Button } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useWhyNot } from '../../../app/index.ts'
import { EmptyState, PageHeader } from '../../../components/index.ts'
import { ImportProgressView } from './import-progress.tsx'
import { ImportWizard } from './import-wizard.tsx'
import { useFollowedImport } from './use-following.ts'

/** The import of a directory's file: the wizard, or the import that is under way. */
export function ImportPage() {
  const { t } = useTranslation('people')
  const navigate = useNavigate()
  const whyNot = useWhyNot()('member', 'import')
  const run = useFollowedImport()
  const back = (): void => void navigate({ to: '/people/{-$part}', params: { part: undefined }, search: {} })
  return (
    <>
      <PageHeader
        title={t('import.title')}
        actions={
          <Button size="xs" variant="default" leftSection={<IconArrowLeft size={15} />} onClick={back}>
            {t('import.back')}
          </Button>
        }
      />
      {whyNot !== null ? (
        <EmptyState title={t('import.title')} text={whyNot} />
      ) : run !== undefined ? (
        <ImportProgressView run={run} onLeave={back} />
      ) : (
        <ImportWizard />
      )}
    </>
  )
}
