import { Box } from '@mantine/core'
import { useLocation } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { PageHeader } from '../../components/index.ts'
import { useHere } from '../session.tsx'
import { AcceptForm, codeIn } from './accept-invitation.tsx'

/** Where a link with an invitation leads: the code stands in the field, and whoever opened it decides. */
export function JoinPage() {
  const { t } = useTranslation('shell')
  const { user } = useHere()
  const code = useLocation({ select: (l) => codeIn(l.pathname) })
  return (
    <Box maw={640} w="100%">
      <PageHeader title={t('join.title')} />
      <AcceptForm key={code} email={user.email} code={code} onDone={() => undefined} />
    </Box>
  )
}
