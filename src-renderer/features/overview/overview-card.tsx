import { Anchor, Card, Group, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

interface OverviewCardProps {
  readonly title: string
  readonly text?: string | undefined
  /** The page where what it shows is changed. */
  readonly to?:
    | '/people/{-$part}'
    | '/roles/{-$part}'
    | '/resources/{-$part}'
    | '/events/{-$part}'
    | '/domains'
  readonly toLabel?: string
  readonly children: ReactNode
}

export function OverviewCard({ title, text, to, toLabel, children }: OverviewCardProps) {
  return (
    <Card component="section" aria-label={title} bg="var(--surface-raised)">
      <Group justify="space-between" mb={text === undefined ? 'sm' : 2} wrap="nowrap">
        <Title order={2}>{title}</Title>
        {to !== undefined && (
          <Anchor component={Link} to={to} size="xs">
            {toLabel}
          </Anchor>
        )}
      </Group>
      {text !== undefined && (
        <Text size="xs" c="dimmed" mb="sm">
          {text}
        </Text>
      )}
      {children}
    </Card>
  )
}
