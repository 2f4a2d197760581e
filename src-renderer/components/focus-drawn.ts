/**
 * The `ref` of a field that is drawn after its dialog was opened, and is to have the cursor then: the dialog gives it to
 * `data-autofocus` only when it opens.
 */
export function focusDrawn(field: HTMLElement | null): void {
  // After the dialog kept in mind what had the focus before it, to give it back.
  setTimeout(() => field?.focus({ preventScroll: true }))
}
