import { skipToken, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { WhichLetters } from '../../../../src-preload/contract/events.ts'
import { useApi, useHere } from '../../../app/index.ts'

/** What a redrive or a discard would take, in words. */
export function useWeight(queue: string, which: WhichLetters | null) {
  const { t, i18n } = useTranslation('events')
  const { context } = useHere()
  const api = useApi()
  const query = useQuery(
    api.events.weigh.queryOptions({
      input: which === null ? skipToken : { queue, which },
      staleTime: 0,
      gcTime: 0,
    }),
  )
  const time = (at: string): string =>
    new Intl.DateTimeFormat(i18n.language, {
      timeZone: context.timeZone,
      dateStyle: 'medium',
      timeStyle: 'short',
    }).format(new Date(at))
  const weight = query.data
  const lines =
    weight === undefined
      ? []
      : [
          t('dead.affectsQueue', { count: weight.messages, queue }),
          ...weight.types.map(({ type, messages }) =>
            t('dead.affectsType', { messages, type: type === '' ? t('dead.unreadable') : type }),
          ),
          ...(context.kind === 'platform' && weight.organizations > 0
            ? [t('dead.affectsOrganizations', { count: weight.organizations })]
            : []),
          ...(weight.oldest !== null && weight.newest !== null
            ? [t('dead.affectsSpan', { oldest: time(weight.oldest), newest: time(weight.newest) })]
            : []),
          ...(weight.more ? [t('dead.affectsMore')] : []),
        ]
  return { query, lines }
}

/** A duration in words, from seconds. */
export function useDuration(): (seconds: number) => string {
  const { t } = useTranslation('events')
  return (seconds) =>
    seconds < 90
      ? t('dead.seconds', { count: Math.max(1, Math.round(seconds)) })
      : t('dead.minutes', { count: Math.round(seconds / 60) })
}
