import { Button, Group, Popover, Progress, RingProgress, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { PaceText } from '../../components/index.ts'
import { type Job, useJobs } from '../../state/index.ts'

const percentOf = ({ done, total }: Job): number =>
  total === null || total === 0 ? 0 : Math.floor((done * 100) / total)

/** What goes on while pages change: how far, how fast, how long still, and the way to stop it. */
export function RunningJobs() {
  const { t } = useTranslation('components')
  const jobs = useJobs((s) => s.jobs)
  const [first] = jobs
  if (first === undefined) return null
  return (
    <Popover position="bottom-end" width={360} withArrow trapFocus>
      <Popover.Target>
        <Button
          variant="light"
          size="compact-md"
          fw={500}
          fz="xs"
          leftSection={
            <RingProgress
              size={18}
              thickness={3}
              sections={[{ value: percentOf(first), color: 'teal' }]}
              aria-hidden
            />
          }
        >
          {t('job.running', { count: jobs.length })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('job.one')}>
        <Stack gap="md">
          {jobs.map((job) => (
            <OneJob key={job.id} job={job} />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

function OneJob({ job }: { readonly job: Job }) {
  const { t } = useTranslation('components')
  const { t: words } = useTranslation('words')
  const { label, done, total, samples, open, cancel } = job
  return (
    <Stack gap={4}>
      <Text size="sm" fw={500} truncate title={label}>
        {label}
      </Text>
      <Progress value={percentOf(job)} color="teal" aria-label={label} />
      <Group justify="space-between" wrap="nowrap">
        <Text size="xs" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums' }}>
          {t('job.of', { done, total: total ?? done })} · <PaceText samples={samples} total={total ?? done} />
        </Text>
        <Group gap={4} wrap="nowrap">
          {open !== undefined && (
            <Button size="compact-xs" variant="default" onClick={open}>
              {t('job.show')}
            </Button>
          )}
          {cancel !== undefined && (
            <Button size="compact-xs" variant="light" color="red" onClick={cancel}>
              {words('cancel')}
            </Button>
          )}
        </Group>
      </Group>
    </Stack>
  )
}
