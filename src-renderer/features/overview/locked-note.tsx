import { Group, Text } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'

interface LockedNoteProps {
  readonly title: string
  /** What is missing, in words. */
  readonly reason: string
}

/** In the place of what this person may not read here, why. */
export function LockedNote({ title, reason }: LockedNoteProps) {
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <IconLock size={18} aria-hidden style={{ flex: 'none' }} />
      <div>
        <Text size="sm" fw={600}>
          {title}
        </Text>
        <Text size="sm" c="dimmed">
          {reason}
        </Text>
      </div>
    </Group>
  )
}
