import { useTranslation } from 'react-i18next'
import { PageHeader } from '../../components/index.ts'

export function TeamsPage() {
  const { t } = useTranslation('teams')
  return <PageHeader title={t('title')} />
}
