import { Box, Skeleton, Stack, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

/** Milliseconds after which waiting is put into words. */
const PATIENCE_MS = 2000

interface LoadingStateProps {
  /** Bars of the skeleton. */
  readonly lines?: number
  /** Pixels of one bar. */
  readonly height?: number
}

/** A skeleton of what comes; after two seconds it says so in words. */
export function LoadingState({ lines = 4, height = 36 }: LoadingStateProps) {
  const { t } = useTranslation('components')
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [])
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
