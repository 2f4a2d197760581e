/**
 * Members from a directory's export, and back into a file. The rule it keeps: an import adds people and
 * adds to people; it never takes a role away, never wakes a suspended membership, and gives only what
 * whoever started it holds while it runs.
 */
export { exportOf, recordExport } from './export.ts'
export type { Defect } from './job.ts'
export { previewOf } from './preview.ts'
export { reportOf } from './report.ts'
export { jobOf, runOf, startImport } from './start.ts'
export { recordTakenOut } from './taken-out.ts'
export { Uploads } from './uploads.ts'
