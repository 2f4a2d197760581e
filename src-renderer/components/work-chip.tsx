import { Button, RingProgress } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'

const COLOR = { running: 'teal', finished: 'teal', cancelled: 'gray', failed: 'red' } as const

interface WorkChipProps {
  readonly state: keyof typeof COLOR
  /** 0 to 100. */
  readonly percent: number
  readonly words: string
  /** What it is of, for who cannot see where it stands. */
  readonly label: string
  readonly onOpen: () => void
}

/** Long work that goes on without its page: how far it is, in one button that leads to it. */
export function WorkChip({ state, percent, words, label, onOpen }: WorkChipProps) {
  return (
    <Button
      size="xs"
      variant="light"
      color={COLOR[state]}
      aria-label={`${words}. ${label}`}
      flex="none"
      leftSection={
        state === 'failed' ? (
          <IconAlertTriangle size={15} />
        ) : state === 'running' ? (
          <RingProgress size={18} thickness={3} sections={[{ value: percent, color: 'teal' }]} aria-hidden />
        ) : (
          <IconCheck size={15} />
        )
      }
      onClick={onOpen}
    >
      {words}
    </Button>
  )
}
