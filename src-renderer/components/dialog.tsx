import { Modal, type ModalProps } from '@mantine/core'
import { useEffect } from 'react'
import { holdEscape } from './hold-escape.ts'

interface DialogProps extends ModalProps {
  /** Whether its call runs. */
  readonly busy: boolean
}

/**
 * A dialog that stays while its call runs, with the drawer beneath it: a refusal would come to nobody who had closed
 * either.
 */
export function Dialog({ busy, onClose, ...others }: DialogProps) {
  useEffect(() => (busy ? holdEscape() : undefined), [busy])
  return (
    <Modal
      {...others}
      closeButtonProps={{ disabled: busy }}
      onClose={() => {
        if (!busy) onClose()
      }}
    />
  )
}
