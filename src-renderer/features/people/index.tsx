import { useTranslation } from 'react-i18next'
import { PageHeader } from '../../components/index.ts'

export function PeoplePage() {
  const { t } = useTranslation('people')
  return <PageHeader title={t('title')} />
}
