/**
 * Shared pieces that know no subject: the table, states of a page, confirmations, numbers and times.
 * None of them calls the console; pages give them data and functions.
 */
export { BulkPreview, useTooMany, useWhyNotYet } from './bulk-preview.tsx'
export { Beside, CellName, Faint } from './cells.tsx'
export { ColorAvatar } from './color-avatar.tsx'
export { ConfirmDanger, type DangerPlan } from './confirm-danger.tsx'
export { ConfirmMany, type ManyProps } from './confirm-many.tsx'
export { Countdown } from './countdown.tsx'
export {
  type Column,
  DataTable,
  type Exporting,
  type LoadPage,
  type Sort,
  saveText,
} from './data-table/index.ts'
export { Dialog, DialogForm } from './dialog.tsx'
export {
  ChangedMeanwhile,
  dropDrafts,
  isUnsaved,
  leaving,
  sameValue,
  useDraft,
  useSaving,
  useUnsaved,
} from './draft/index.ts'
export { EmptyState } from './empty-state.tsx'
export { ErrorState } from './error-state.tsx'
export { focusDrawn } from './focus-drawn.ts'
export { Drawer, isCovered, Modal, useLayer } from './layers.tsx'
export { LoadingState } from './loading-state.tsx'
export { BytesText, NumberText } from './number-text.tsx'
export { PaceText } from './pace-text.tsx'
export { PageHeader } from './page-header.tsx'
export { PlainBadge } from './plain-badge.tsx'
export { PlainCheckbox } from './plain-checkbox.tsx'
export { amountOf, typedOf, usePoolAmount } from './pool-amount.ts'
export { PoolLines } from './pool-lines.tsx'
export { QueryState } from './query-state.tsx'
export { SearchField } from './search-field.tsx'
export { StateBadge } from './state-badge.tsx'
export { Time } from './time.tsx'
export { tell, tellProblem } from './toast.tsx'
export { useTellProblem } from './use-tell-problem.ts'
export { useUndo } from './use-undo.ts'
export { WorkChip } from './work-chip.tsx'
export { ZoneProvider } from './zone.tsx'
