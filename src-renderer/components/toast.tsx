import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { ReactNode } from 'react'

/** A short confirmation that goes by itself. */
export function tell(message: ReactNode): void {
  notifications.show({ message, color: 'teal', autoClose: 4000 })
}

/** Something that failed without a place of its own on the page. `advice` comes from `useAdvice`. */
export function tellProblem(message: string, advice: string): void {
  notifications.show({ title: message, message: advice, color: 'red', autoClose: 10_000 })
}

interface Undo {
  readonly label: string
  readonly run: () => void
}

/** A confirmation that can be taken back for twenty seconds. */
export function tellWithUndo(message: string, undo: Undo): void {
  const id = notifications.show({
    color: 'teal',
    autoClose: 20_000,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{message}</Text>
        <Button
          size="compact-sm"
          variant="default"
          flex="none"
          onClick={() => {
            notifications.hide(id)
            undo.run()
          }}
        >
          {undo.label}
        </Button>
      </Group>
    ),
  })
}
