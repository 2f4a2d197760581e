import { Alert, Button, Group, Progress, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RedriveProgress } from '../../../../src-preload/contract/events.ts'
import { failureWords } from '../../../errors.ts'
import { useCancelRedrive } from './redrives.ts'
import { useDuration } from './use-weight.ts'

const COLOR = { running: 'blue', finished: 'teal', cancelled: 'gray', failed: 'red' } as const

interface RedriveStateProps {
  readonly job: RedriveProgress
  readonly onDismiss: () => void
}

/** How far a redrive is, whose it is, its rate and what is left of it. It goes on when the page is left. */
export function RedriveState({ job, onDismiss }: RedriveStateProps) {
  const { t } = useTranslation('events')
  const cancel = useCancelRedrive()
  const { done, total, state, because, queue, by } = job
  const sentence = {
    running: t('dead.running', { done, total }),
    finished: t('dead.finished', { count: done }),
    cancelled: t('dead.cancelled', { done, total }),
    failed: t('dead.failed', { done, total, because: failureWords(because, job.failure) }),
  }[state]
  return (
    <Alert color={COLOR[state]} mb="sm" py="xs" role="status" aria-label={sentence}>
      <Group justify="space-between" wrap="nowrap">
        <div>
          <Text size="sm">
            {sentence}
            {state === 'running' && <Pace job={job} />}
          </Text>
          <Text size="xs" c="dimmed">
            {t('dead.jobOf', { queue, by })} {state === 'running' && t('dead.goesOn')}
          </Text>
        </div>
        {state === 'running' ? (
          <Button
            size="compact-sm"
            variant="default"
            flex="none"
            loading={cancel.isPending}
            onClick={() => cancel.mutate({ jobId: job.jobId })}
          >
            {t('dead.cancel')}
          </Button>
        ) : (
          <Button size="compact-sm" variant="default" flex="none" onClick={onDismiss}>
            {t('dead.dismiss')}
          </Button>
        )}
      </Group>
      {state === 'running' && (
        <Progress value={(done / Math.max(1, total)) * 100} mt={6} size="sm" aria-label={sentence} />
      )}
    </Alert>
  )
}

/** Rate and time left, from what was sent since it began; before the first message nothing can be said. */
function Pace({ job: { done, total, startedAt } }: { readonly job: RedriveProgress }) {
  const { t } = useTranslation('events')
  const duration = useDuration()
  const seconds = (Date.now() - Date.parse(startedAt)) / 1000
  if (done === 0 || seconds <= 0) return null
  const rate = done / seconds
  return (
    <>
      {` · ${t('chart.perSecond', { count: Math.max(1, Math.round(rate)) })} · `}
      {t('dead.left', { duration: duration((total - done) / rate) })}
    </>
  )
}
