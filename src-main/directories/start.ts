/** Starting an import: everything that can be wrong with the plan is told before the first row is written. */
import { CastellanError } from '../../src-preload/contract/errors.ts'
import type { ImportProgress, ImportRun } from '../../src-preload/contract/imports.ts'
import { requireGivable } from '../tenancy/index.ts'
import type { Transaction, Work } from '../work/index.ts'
import { type Defect, ImportJob } from './job.ts'
import { allOf, type Plan, requireColumns, requireKnown } from './plan.ts'
import type { Upload } from './uploads.ts'

/**
 * Begins in the background and answers at once. The same plan again while it runs answers where it stands;
 * another one is refused with `WRONG_STATE`. Throws `BAD_INPUT` and `ESCALATION` for a plan that cannot be.
 */
export async function startImport(
  work: Work,
  upload: Upload,
  plan: Plan,
  transaction: Transaction,
  defect: Defect,
): Promise<ImportProgress> {
  requireColumns(plan, upload.table.columns)
  await requireKnown(work, plan)
  const { roleIds, teamIds } = allOf(plan)
  await requireGivable(work, roleIds, teamIds)
  const running = upload.job?.progress.state === 'running' ? upload.job : undefined
  if (running) {
    if (JSON.stringify(running.plan) === JSON.stringify(plan)) return running.progress
    throw new CastellanError(
      'WRONG_STATE',
      'This file is being imported in another way already. Cancel that first.',
      {
        state: 'running',
        allowed: ['uploaded', 'finished', 'cancelled', 'failed'],
      },
    )
  }
  const job = new ImportJob(upload.importId, upload.fileName, upload.table, plan, work.now)
  upload.job = job
  void job.run(transaction, defect)
  return job.progress
}

/** How the import of this file stands, for whoever looks for what goes on. */
export function runOf(upload: Upload): ImportRun {
  const { importId, fileName } = upload
  const { startedAt, progress } = jobOf(upload)
  return { importId, fileName, startedAt, progress }
}

/** The import of this file. Throws `WRONG_STATE` when it was never started. */
export function jobOf(upload: Upload): ImportJob {
  if (upload.job) return upload.job
  throw new CastellanError('WRONG_STATE', 'This import has not been started.', {
    state: 'uploaded',
    allowed: ['running', 'finished', 'cancelled', 'failed'],
  })
}
