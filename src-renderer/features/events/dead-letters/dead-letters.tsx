import { ActionIcon, Badge, Group, NavLink, Stack, Text, Tooltip } from '@mantine/core'
import { IconCircleCheck, IconRefresh } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../../app/index.ts'
import { EmptyState, QueryState } from '../../../components/index.ts'
import { useUrlState } from '../../../state/index.ts'
import { QueueLetters } from './queue-letters.tsx'
import { RedriveState } from './redrive-state.tsx'
import { useRedrives } from './redrives.ts'
import { useQueues } from './use-letters.ts'

/** What consumers gave up on: per queue, in groups by reason, to be sent again or thrown away. */
export function DeadLetters() {
  const { t } = useTranslation('events')
  const api = useApi()
  const queries = useQueryClient()
  const queues = useQueues()
  const [url, setUrl] = useUrlState()
  /** Without a choice the first that holds something is shown, and stays while it does, also when an earlier one gets some. */
  const shown = useRef('')
  const { jobs, running, dismiss } = useRedrives()
  const renew = (): void => void queries.invalidateQueries({ queryKey: api.events.key() })
  // What one has sent is gone from its queue.
  const before = useRef(running.length)
  useEffect(() => {
    if (running.length < before.current) void queries.invalidateQueries({ queryKey: api.events.key() })
    before.current = running.length
  }, [running.length, queries, api])
  return (
    <>
      <Group justify="space-between" mb="sm" wrap="nowrap">
        <Text size="sm" c="dimmed">
          {t('dead.text')}
        </Text>
        <Tooltip label={t('dead.refresh')}>
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={t('dead.refresh')}
            loading={queues.isFetching}
            onClick={renew}
          >
            <IconRefresh size={16} />
          </ActionIcon>
        </Tooltip>
      </Group>
      {jobs.map((job) => (
        <RedriveState key={job.jobId} job={job} onDismiss={() => dismiss(job.jobId)} />
      ))}
      <QueryState query={queues}>
        {(data) => {
          if (data.queues.every((q) => q.messages === 0 && !q.more))
            return (
              <EmptyState
                icon={<IconCircleCheck size={24} />}
                title={t('dead.noneAll')}
                text={t('dead.noneAllText')}
              />
            )
          const chosen =
            data.queues.find((q) => q.queue === url['queue']) ??
            data.queues.find((q) => q.queue === shown.current && q.messages > 0) ??
            data.queues.find((q) => q.messages > 0) ??
            data.queues[0]
          shown.current = chosen?.queue ?? ''
          return (
            <Group align="flex-start" wrap="nowrap" gap="md" style={{ flex: 1, minHeight: 0 }}>
              <Stack gap={2} w={250} component="nav" aria-label={t('dead.queue')} style={{ flex: 'none' }}>
                {data.queues.map(({ queue, messages, more }) => (
                  <NavLink
                    key={queue}
                    component="button"
                    type="button"
                    active={queue === chosen?.queue}
                    label={queue.replace(/^castellan\.console\./, '')}
                    description={queue}
                    styles={{ label: { fontWeight: 500 }, description: { overflowWrap: 'anywhere' } }}
                    rightSection={
                      <Badge color={messages > 0 ? 'orange' : 'gray'}>
                        {more ? t('dead.more', { count: messages }) : messages}
                      </Badge>
                    }
                    onClick={() => setUrl({ queue, letter: undefined })}
                  />
                ))}
              </Stack>
              {chosen !== undefined && (
                <Stack gap="sm" style={{ flex: 1, minWidth: 0 }} mah="100%">
                  {chosen.forgotten > 0 && (
                    <Text size="sm">{t('dead.forgotten', { count: chosen.forgotten })}</Text>
                  )}
                  <QueueLetters
                    key={chosen.queue}
                    queue={chosen.queue}
                    messages={chosen.messages}
                    onChanged={renew}
                  />
                </Stack>
              )}
            </Group>
          )
        }}
      </QueryState>
    </>
  )
}
