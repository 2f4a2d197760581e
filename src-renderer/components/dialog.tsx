import type { ModalProps } from '@mantine/core'
import { Modal } from './layers.tsx'

interface DialogProps extends ModalProps {
  /** Whether its call runs. */
  readonly busy: boolean
}

/** A dialog that stays while its call runs: a refusal would come to nobody who had closed it. */
export function Dialog({ busy, onClose, ...others }: DialogProps) {
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
