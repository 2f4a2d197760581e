/**
 * Editing a record that others may change meanwhile: the draft stays until it is saved or dropped by hand, and
 * whoever edits decides between their own and what is stored.
 */
export { ChangedMeanwhile } from './changed-meanwhile.tsx'
export { sameValue } from './merge.ts'
export { dropDrafts, isUnsaved, leaving, useUnsaved } from './unsaved.ts'
export { useDraft } from './use-draft.ts'
export { useSaving } from './use-saving.ts'
