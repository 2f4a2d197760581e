import { Center, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import { IconInbox } from '@tabler/icons-react'
import type { ReactNode } from 'react'

interface EmptyStateProps {
  readonly title: string
  readonly text?: string
  readonly icon?: ReactNode
  /** What would fill it, as a button. */
  readonly action?: ReactNode
}

/** A page or a list with nothing in it: says why, and what would fill it. */
export function EmptyState({ title, text, icon, action }: EmptyStateProps) {
  return (
    <Center mih={220} p="xl">
      <Stack align="center" gap="xs" maw={440}>
        <ThemeIcon variant="light" color="gray" size={48} radius="xl" aria-hidden>
          {icon ?? <IconInbox size={24} />}
        </ThemeIcon>
        <Title order={2} ta="center">
          {title}
        </Title>
        {text !== undefined && (
          <Text c="dimmed" ta="center" size="sm">
            {text}
          </Text>
        )}
        {action}
      </Stack>
    </Center>
  )
}
