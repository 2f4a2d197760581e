import { Alert, Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../errors.ts'
import { problemWords } from '../text/problem-words.ts'
import { useAdvice } from './advice.ts'

interface ErrorStateProps {
  readonly error: unknown
  readonly onRetry?: () => void
  /** Without one, "That did not work". */
  readonly title?: string
}

/** What happened, what to do, and an id to copy where the defect is ours. */
export function ErrorState({ error, onRetry, title }: ErrorStateProps) {
  const { t } = useTranslation('components')
  const { t: words } = useTranslation('words')
  const problem = problemOf(error)
  const happened = problemWords(problem)
  const advice = useAdvice()(problem)
  const id = problem.code === 'INTERNAL' ? problem.data.id : ''
  return (
    <Alert color="red" role="alert" icon={<IconAlertTriangle />} title={title ?? t('error.title')}>
      <Stack gap={6} align="flex-start">
        <Text size="sm">{happened}</Text>
        <Text size="sm" c="dimmed">
          {advice}
        </Text>
        <Group gap="xs" mt={4}>
          <Code>{id === '' ? problem.code : id}</Code>
          <CopyButton value={`${problem.code} ${id} ${problem.message}`}>
            {({ copied, copy }) => (
              <Button size="compact-xs" variant="default" onClick={copy}>
                {copied ? t('error.copied') : t('error.copy')}
              </Button>
            )}
          </CopyButton>
          {onRetry !== undefined && (
            <Button size="compact-xs" onClick={onRetry}>
              {words('retry')}
            </Button>
          )}
        </Group>
      </Stack>
    </Alert>
  )
}
