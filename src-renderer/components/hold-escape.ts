/** Dialogs whose call runs now. */
let waiting = 0

/** Has Escape close nothing. Answers how to end that. */
export function holdEscape(): () => void {
  waiting += 1
  return () => {
    waiting -= 1
  }
}

/**
 * A drawer beneath a dialog listens for Escape at the window too, and whoever came first is asked first: to be called
 * before anything is drawn.
 */
export function watchEscape(): void {
  const stop = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && waiting > 0) event.stopImmediatePropagation()
  }
  window.addEventListener('keydown', stop, { capture: true })
}
