/** Members from a directory's export, and back into a file. */
import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { importReason } from './import-reasons.ts'
import { memberFilter, roleIds, teamIds } from './members.ts'
import { job, live, read } from './procedure.ts'
import { done, failure, id, instant } from './shared.ts'

/** The largest file that is taken, in bytes. */
export const LARGEST_FILE_BYTES = 64 * 1024 * 1024

export const IMPORT_FIELDS = [
  'email',
  'firstName',
  'lastName',
  'name',
  'department',
  'title',
  'status',
] as const
/** Our field → index of the file's column. */
export const columnMapping = z.partialRecord(z.enum(IMPORT_FIELDS), z.number().int().min(0).max(500))
export type ColumnMapping = z.infer<typeof columnMapping>

/** Rows whose `column` value equals `equals` (folded) get these roles and teams, added to the defaults. */
export const importRule = z.object({
  column: z.number().int().min(0),
  equals: z.string().max(200),
  roleIds: z.array(z.string()).max(20),
  teamIds,
})
export type ImportRule = z.infer<typeof importRule>

export const rowFate = z.enum(['add', 'update', 'unchanged', 'refused'])
export const previewRow = z.object({
  row: z.number().int(),
  email: z.string(),
  name: z.string(),
  fate: rowFate,
  /** Why it is refused, or what will change, in English; `reasons` says the same as data. */
  because: z.string(),
  reasons: z.array(importReason),
  roleIds: z.array(z.string()),
  teamIds: z.array(id),
})
export type PreviewRow = z.infer<typeof previewRow>

export const importFile = z.object({
  importId: id,
  fileName: z.string(),
  source: z.enum(['google', 'entra', 'okta', 'castellan', 'unknown']),
  encoding: z.string(),
  delimiter: z.string(),
  columns: z.array(z.string()),
  mapping: columnMapping,
  rows: z.number().int(),
  sample: z.array(z.array(z.string())),
})
export type ImportFile = z.infer<typeof importFile>

const plan = z.object({
  importId: id,
  mapping: columnMapping,
  roleIds,
  teamIds: teamIds.default([]),
  rules: z.array(importRule).max(100).default([]),
})
export type ImportPlan = z.infer<typeof plan>

export const importProgress = z.object({
  done: z.number().int(),
  total: z.number().int(),
  added: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  refused: z.number().int(),
  /** `failed`: access was lost or something went wrong; what is written stays. */
  state: z.enum(['running', 'finished', 'cancelled', 'failed']),
  /** Why it failed, in English; else empty. `failure` says the same as data, where it is of the catalogue. */
  because: z.string(),
  failure: failure.optional(),
})
export type ImportProgress = z.infer<typeof importProgress>

const importing = { type: 'member', operation: 'import' } as const

/** An import that runs, or ended a short while ago. */
export const importRun = z.object({
  importId: id,
  fileName: z.string(),
  startedAt: instant,
  progress: importProgress,
})
export type ImportRun = z.infer<typeof importRun>

export const imports = {
  /** Reads the file (base64, at most 64 MB decoded), recognises its source, and keeps it for the session. */
  upload: read(importing)
    .input(z.object({ fileName: z.string().max(255), content: z.base64().max(120_000_000) }))
    .output(importFile),
  /** Each row's fate, without writing anything. Pages by `offset`. */
  preview: read(importing)
    .input(
      plan.extend({
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(500).default(100),
        fate: rowFate.optional(),
      }),
    )
    .output(
      z.object({
        totals: z.object({ add: z.number(), update: z.number(), unchanged: z.number(), refused: z.number() }),
        rows: z.array(previewRow),
        /** How many rows the `fate` filter leaves. */
        matching: z.number().int(),
        seats: z.object({ limit: z.number().nullable(), used: z.number(), after: z.number() }),
      }),
    ),
  /** Writes in transactions of some hundred rows; running it again changes nothing. Goes on when the page is left. */
  start: job(importing, 'member.imported').input(plan).output(importProgress),
  /** The imports of whoever asks in this organization, the newest first: also those begun in another window. */
  runs: read(importing).output(z.array(importRun)),
  progress: live(importing)
    .input(z.object({ importId: id }))
    .output(eventIterator(importProgress)),
  cancel: read(importing)
    .input(z.object({ importId: id }))
    .output(done),
  /** Refused rows with reasons, as CSV. */
  report: read(importing)
    .input(z.object({ importId: id }))
    .output(z.object({ fileName: z.string(), content: z.string() })),
  /** Members as CSV (`castellan`, or a format that the named directory reads); formulas are escaped. */
  exportMembers: job({ type: 'member', operation: 'export' }, 'member.exported')
    .input(
      memberFilter.extend({ format: z.enum(['castellan', 'google', 'entra', 'okta']).default('castellan') }),
    )
    .output(z.object({ fileName: z.string(), content: z.string(), rows: z.number().int() })),
}
