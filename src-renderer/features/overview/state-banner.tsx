import { Alert, Anchor } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Organization } from '../../../src-preload/contract/organizations.ts'
import { useHere } from '../../app/index.ts'

/** What the state of the organization forbids, and what still works. */
export function StateBanner({ organization }: { readonly organization: Organization }) {
  const { t, i18n } = useTranslation('overview')
  const { context } = useHere()
  const { state, erasedAt } = organization
  const reason = organization.stateReason === '' ? t('noReason') : organization.stateReason
  if (state === 'suspended')
    return (
      <Alert color="orange" mb="md" icon={<IconAlertTriangle />} title={t('suspended')}>
        {t('suspendedText', { reason })}
      </Alert>
    )
  if (state === 'closing' && erasedAt !== null) {
    const date = new Intl.DateTimeFormat(i18n.language, {
      dateStyle: 'long',
      timeZone: context.timeZone,
    }).format(new Date(erasedAt))
    return (
      <Alert color="red" mb="md" icon={<IconAlertTriangle />} title={t('closing')}>
        {t('closingText', { date, reason })}{' '}
        <Anchor component={Link} to="/settings" size="sm">
          {t('toSettings')}
        </Anchor>
      </Alert>
    )
  }
  return null
}
