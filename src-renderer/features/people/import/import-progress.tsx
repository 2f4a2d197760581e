import { Alert, Badge, Button, Card, Group, Progress, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../../app/index.ts'
import { ErrorState, PaceText, saveText } from '../../../components/index.ts'
import { failureWords } from '../../../errors.ts'
import { problemWords } from '../../../text/problem-words.ts'
import { percentOf } from './import-chip.tsx'
import { forgetImport, type RunningImport } from './running-import.ts'

interface ImportProgressViewProps {
  readonly run: RunningImport
  readonly onLeave: () => void
}

/** An import under way or over: how far, how fast, how long still, and what became of the rows. */
export function ImportProgressView({ run, onLeave }: ImportProgressViewProps) {
  const { t, i18n } = useTranslation('people')
  const client = useClient()
  const [cancelling, setCancelling] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const { progress, problem, fileName: file, importId } = run
  const failed = problem !== null || progress.state === 'failed'
  const running = progress.state === 'running' && !failed
  const title = failed
    ? t('import.interrupted', { file })
    : progress.state === 'running'
      ? t('import.running', { file })
      : progress.state === 'finished'
        ? t('import.finished', { file })
        : t('import.cancelled', { file })

  const cancel = async (): Promise<void> => {
    setCancelling(true)
    setError(null)
    try {
      await client.imports.cancel({ importId })
    } catch (caught) {
      setError(caught)
      setCancelling(false)
    }
  }
  const report = async (): Promise<void> => {
    setError(null)
    try {
      const { fileName, content } = await client.imports.report({ importId })
      saveText(fileName, content)
    } catch (caught) {
      setError(caught)
    }
  }

  return (
    <Card maw={760}>
      <Stack gap="md">
        <Title order={2}>{title}</Title>
        <Progress.Root size={14} aria-label={title}>
          <Progress.Section
            value={percentOf(run)}
            animated={running}
            color={failed ? 'red' : progress.state === 'cancelled' ? 'gray' : 'teal'}
            aria-label={title}
          />
        </Progress.Root>
        <Group justify="space-between" style={{ fontVariantNumeric: 'tabular-nums' }}>
          <Text size="sm">{t('import.progress', { done: progress.done, total: progress.total })}</Text>
          {running && (
            <Text size="sm" c="dimmed">
              <PaceText samples={run.samples} total={progress.total} />
            </Text>
          )}
        </Group>
        <Group gap="xs" aria-live={running ? 'off' : 'polite'}>
          <Badge color="teal">{`${t('import.fate.add')} ${progress.added.toLocaleString(i18n.language)}`}</Badge>
          <Badge color="blue">{`${t('import.fate.update')} ${progress.updated.toLocaleString(i18n.language)}`}</Badge>
          <Badge color="gray">{`${t('import.fate.unchanged')} ${progress.unchanged.toLocaleString(i18n.language)}`}</Badge>
          <Badge color="red">{`${t('import.fate.refused')} ${progress.refused.toLocaleString(i18n.language)}`}</Badge>
        </Group>
        {running && (
          <Text size="sm" c="dimmed">
            {t('import.goesOn')}
          </Text>
        )}
        {progress.state === 'cancelled' && <Text size="sm">{t('import.cancelledText')}</Text>}
        {failed && (
          <Alert
            color="red"
            title={
              problem === null ? failureWords(progress.because, progress.failure) : problemWords(problem)
            }
          >
            {t('import.interruptedText')}
          </Alert>
        )}
        {error !== null && <ErrorState error={error} />}
        <Group justify="flex-end">
          {progress.refused > 0 && (
            <Button variant="default" onClick={() => void report()}>
              {t('import.report')}
            </Button>
          )}
          {running ? (
            <Button variant="light" color="red" loading={cancelling} onClick={() => void cancel()}>
              {t('import.cancel')}
            </Button>
          ) : (
            <>
              <Button variant="default" onClick={() => forgetImport(run.orgId)}>
                {t('import.another')}
              </Button>
              <Button onClick={onLeave}>{t('import.toPeople')}</Button>
            </>
          )}
        </Group>
      </Stack>
    </Card>
  )
}
