import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../components/index.ts'

export function NotFound() {
  const { t } = useTranslation('shell')
  return (
    <EmptyState
      title={t('notFound')}
      text={t('notFoundText')}
      action={
        <Button component={Link} to="/" variant="light">
          {t('toOverview')}
        </Button>
      }
    />
  )
}
