/** Import and export of members. Uploaded files are the session's; jobs keep the context they began in. */
import type { Contract } from '../../../src-preload/contract/index.ts'
import {
  type Defect,
  exportOf,
  jobOf,
  previewOf,
  recordExport,
  reportOf,
  runOf,
  startImport,
  Uploads,
} from '../../directories/index.ts'
import type { Handlers } from '../handler.ts'
import type { Jobs } from '../jobs.ts'

/** `defect` is told of what goes wrong in the background, and answers what a person is told. */
export function importHandlers(jobs: Jobs, defect: Defect): Handlers<Contract['imports']> {
  const uploads = new Uploads()
  return {
    upload: ({ session, work, input }) => uploads.add(session, work, input.fileName, input.content),
    preview: async ({ session, work, input }) => {
      const { importId, offset, limit, fate, ...plan } = input
      const preview = await previewOf(work, uploads.get(session, work, importId), plan)
      const rows = fate ? preview.rows.filter((r) => r.fate === fate) : preview.rows
      return {
        totals: preview.totals,
        rows: rows.slice(offset, offset + limit),
        matching: rows.length,
        seats: { ...preview.seats, after: preview.seats.used + preview.totals.add },
      }
    },
    start: async ({ session, work, input, transaction }) => {
      const { importId, ...plan } = input
      const upload = uploads.get(session, work, importId)
      const progress = await startImport(work, upload, plan, transaction, defect)
      uploads.begin(upload)
      jobs.add(jobOf(upload))
      return progress
    },
    runs: ({ work }) => uploads.begun(work).map(runOf),
    // The job goes on when the context is left; watching it does not.
    progress: ({ session, work, input, signal }) =>
      jobOf(uploads.get(session, work, input.importId)).watch(signal ?? session.contextSignal),
    cancel: ({ session, work, input }) => {
      jobOf(uploads.get(session, work, input.importId)).cancel()
      return { done: true as const }
    },
    report: ({ session, work, input }) => reportOf(uploads.get(session, work, input.importId)),
    exportMembers: async ({ work, input, transaction }) => {
      const { format, ...filter } = input
      const exported = await exportOf(work, filter, format)
      await transaction(async (inside) => recordExport(inside, filter, format, exported.rows))
      return exported
    },
  }
}
