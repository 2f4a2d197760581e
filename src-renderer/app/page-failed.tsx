import type { ErrorComponentProps } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../components/index.ts'

/** A page that threw while it was drawn; the shell around it stays. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation('shell')
  return <ErrorState title={t('pageFailed')} error={error} onRetry={reset} />
}
