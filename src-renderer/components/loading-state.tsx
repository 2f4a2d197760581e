import { Box, Skeleton, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLate } from './use-late.ts'

interface LoadingStateProps {
  /** Bars of the skeleton. */
  readonly lines?: number
  /** Pixels of one bar. */
  readonly height?: number
}

/** A skeleton of what comes; after two seconds it says so in words. */
export function LoadingState({ lines = 4, height = 36 }: LoadingStateProps) {
  const { t } = useTranslation('components')
  const late = useLate(true)
  return (
    <Box aria-busy="true" role="status">
      <Stack gap="sm">
        {Array.from({ length: lines }, (_, line) => `line ${line}`).map((key) => (
          <Skeleton key={key} height={height} radius="sm" />
        ))}
      </Stack>
      <Text c="dimmed" size="sm" mt="sm" mih={22}>
        {late ? t('loading') : ''}
      </Text>
    </Box>
  )
}
