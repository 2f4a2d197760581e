import { Alert } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { TransferPreview } from '../../../src-preload/contract/transfers.ts'
import { englishOr } from '../../text/problem-words.ts'

/** What keeps things from going to another organization. */
export function Obstacles({ of }: { readonly of: TransferPreview['obstacles'] }) {
  const { t } = useTranslation('transfers')
  const { t: words } = useTranslation('words')
  return of.map(({ code, message, pool }) => (
    <Alert key={`${code} ${message}`} color="red" icon={<IconAlertTriangle />} title={t('blocked')}>
      {englishOr(message, () =>
        pool === null ? t('obstacle.mayNot') : t('obstacle.noRoom', { pool: words(`pool.${pool}`) }),
      )}
    </Alert>
  ))
}
