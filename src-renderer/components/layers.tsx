import {
  type DrawerProps,
  Drawer as MantineDrawer,
  Modal as MantineModal,
  type ModalProps,
} from '@mantine/core'
import { useCallbackRef } from '@mantine/hooks'
import { useEffect } from 'react'

/** What lies over the page, in the order in which it was opened; each as what Escape does to it. */
const layers: (() => void)[] = []

/** Whether a dialog or drawer lies over the page. */
export const isCovered = (): boolean => layers.length > 0

/** Escape in a list that is open in a dialog closes the list, one in an input method only its suggestion. */
function onKey(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || event.isComposing) return
  const { target } = event
  if (target instanceof Element && target.getAttribute('data-mantine-stop-propagation') === 'true') return
  layers.at(-1)?.()
}

/** While `opened`, Escape is for this layer and for none below: those keep what is half filled in. */
export function useLayer(opened: boolean, onEscape: () => void): void {
  const layer = useCallbackRef(onEscape)
  useEffect(() => {
    if (!opened) return
    // One listener for all: with one each, the layer below is the topmost before its turn comes.
    window.addEventListener('keydown', onKey, { capture: true })
    layers.push(layer)
    return () => void layers.splice(layers.indexOf(layer), 1)
  }, [opened, layer])
}

const nothing = () => undefined

export function Modal({ closeOnEscape = true, ...props }: ModalProps) {
  useLayer(props.opened, closeOnEscape ? props.onClose : nothing)
  return <MantineModal {...props} closeOnEscape={false} />
}

export function Drawer({ closeOnEscape = true, ...props }: DrawerProps) {
  useLayer(props.opened, closeOnEscape ? props.onClose : nothing)
  return <MantineDrawer {...props} closeOnEscape={false} />
}
