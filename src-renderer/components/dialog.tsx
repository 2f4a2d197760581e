import { Group, type ModalProps, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './dialog.module.css'
import { Modal } from './layers.tsx'

interface DialogProps extends ModalProps {
  /** Whether its call runs. */
  readonly busy: boolean
  /** Keeps its height whatever is answered, with a `DialogForm` in it. */
  readonly tall?: boolean
}

/** A dialog that stays while its call runs: a refusal would come to nobody who had closed it. */
export function Dialog({ busy, tall = false, onClose, ...others }: DialogProps) {
  return (
    <Modal
      {...others}
      {...(tall ? { classNames: { content: classes['tall'], body: classes['body'] } } : {})}
      closeButtonProps={{ disabled: busy }}
      onClose={() => {
        if (!busy) onClose()
      }}
    />
  )
}

interface DialogFormProps {
  readonly onSubmit: () => void
  readonly children: ReactNode
  /** The buttons: they stay where they are while what is above them is read and grows. */
  readonly foot: ReactNode
}

/** What a `tall` dialog asks, with its buttons at the foot. */
export function DialogForm({ onSubmit, children, foot }: DialogFormProps) {
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <Stack gap="md" pb="md">
        {children}
      </Stack>
      <Group className={classes['foot']} justify="flex-end">
        {foot}
      </Group>
    </form>
  )
}
