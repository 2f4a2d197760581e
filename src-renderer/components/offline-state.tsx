import { IconPlugConnectedX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from './empty-state.tsx'

/** In the place of a page that cannot be read because the console does not answer. */
export function OfflineState() {
  const { t } = useTranslation('components')
  return <EmptyState title={t('offline')} text={t('offlineText')} icon={<IconPlugConnectedX size={24} />} />
}
