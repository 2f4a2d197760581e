import { Box, Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

interface PageHeaderProps {
  readonly title: string
  /** One sentence on what the page is for, or a count. */
  readonly text?: ReactNode
  /** Buttons, the most used one last. */
  readonly actions?: ReactNode
}

/** The head of every page: its only `h1`, and what can be done on it. */
export function PageHeader({ title, text, actions }: PageHeaderProps) {
  const { t } = useTranslation('components')
  return (
    <Group justify="space-between" align="flex-start" wrap="nowrap" mb="md" gap="md">
      <Box miw={0}>
        <Title order={1}>{title}</Title>
        {text !== undefined && (
          <Text c="dimmed" size="sm" component="div" mt={2}>
            {text}
          </Text>
        )}
      </Box>
      {actions !== undefined && (
        <Group gap="xs" wrap="nowrap" role="group" aria-label={t('pageActions')}>
          {actions}
        </Group>
      )}
    </Group>
  )
}
