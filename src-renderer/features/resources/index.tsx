import { useTranslation } from 'react-i18next'
import { PageHeader } from '../../components/index.ts'

export function ResourcesPage() {
  const { t } = useTranslation('resources')
  return <PageHeader title={t('title')} />
}
