import { Alert, Button, Group, Progress, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RedriveProgress } from '../../../../src-preload/contract/events.ts'
import { useClient } from '../../../app/index.ts'
import { useDuration } from './use-weight.ts'

const COLOR = { running: 'blue', finished: 'teal', cancelled: 'gray', failed: 'red' } as const

interface RedriveStateProps {
  readonly job: RedriveProgress
  /** Once it has ended, however it did. */
  readonly onEnd: () => void
  readonly onDismiss: () => void
}

/** How far a redrive is, with its rate and what is left of it. It goes on when the page is left. */
export function RedriveState({ job, onEnd, onDismiss }: RedriveStateProps) {
  const { t } = useTranslation('events')
  const client = useClient()
  const duration = useDuration()
  const [progress, setProgress] = useState(job)
  const since = useRef(performance.now())
  const ended = useRef(onEnd)
  ended.current = onEnd

  useEffect(() => {
    const abort = new AbortController()
    const follow = async (): Promise<void> => {
      const stream = await client.events.redriveProgress({ jobId: job.jobId }, { signal: abort.signal })
      for await (const next of stream) setProgress(next)
      ended.current()
    }
    follow().catch(() => undefined)
    return () => abort.abort()
  }, [client, job.jobId])

  const { done, total, state, because } = progress
  const perMs = done / Math.max(1, performance.now() - since.current)
  const left = perMs > 0 ? duration((total - done) / perMs / 1000) : null
  const sentence = {
    running: t('dead.running', { done, total }),
    finished: t('dead.finished', { count: done }),
    cancelled: t('dead.cancelled', { done, total }),
    failed: t('dead.failed', { done, total, because }),
  }[state]
  return (
    <Alert color={COLOR[state]} mb="sm" py="xs" role="status">
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">
          {sentence}
          {state === 'running' && left !== null && ` · ${t('dead.left', { duration: left })}`}
        </Text>
        {state === 'running' ? (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => void client.events.cancelRedrive({ jobId: job.jobId })}
          >
            {t('dead.cancel')}
          </Button>
        ) : (
          <Button size="compact-sm" variant="default" onClick={onDismiss}>
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
