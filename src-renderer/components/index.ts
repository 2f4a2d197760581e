/**
 * Shared pieces that know no subject: the table, states of a page, confirmations, numbers and times.
 * None of them calls the console; pages give them data and functions.
 */
export { ColorAvatar } from './color-avatar.tsx'
export { ConfirmDanger, type DangerPlan } from './confirm-danger.tsx'
export { Countdown } from './countdown.tsx'
export { type Column, DataTable, type LoadPage, type Sort } from './data-table/index.ts'
export { EmptyState } from './empty-state.tsx'
export { ErrorState } from './error-state.tsx'
export { LoadingState } from './loading-state.tsx'
export { BytesText, NumberText } from './number-text.tsx'
export { PageHeader } from './page-header.tsx'
export { QueryState } from './query-state.tsx'
export { StateBadge } from './state-badge.tsx'
export { Time } from './time.tsx'
export { tell, tellProblem } from './toast.tsx'
export { useComplaint } from './use-complaint.ts'
export { useUndo } from './use-undo.ts'
export { WorkChip } from './work-chip.tsx'
export { ZoneProvider } from './zone.tsx'
