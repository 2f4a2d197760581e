/** What an import would do, row by row, without doing it. */
import { setImmediate as pause } from 'node:timers/promises'
import type { PreviewRow } from '../../src-preload/contract/imports.ts'
import { heads } from '../store/records/index.ts'
import { leftOf, type Seats, seatsOf } from '../tenancy/index.ts'
import type { Work } from '../work/index.ts'
import { candidatesOf } from './candidates.ts'
import { judge, type Verdict } from './fate.ts'
import { BATCH_ROWS, membersOf } from './known.ts'
import { grantingOf, type Plan, requireColumns, requireKnown } from './plan.ts'
import { sentenceOf } from './reasons.ts'
import type { Refused } from './report.ts'
import type { Upload } from './uploads.ts'

type Fate = PreviewRow['fate']
export interface Preview {
  /** The plan and the state of the organization that it is true for. */
  readonly key: string
  readonly rows: readonly PreviewRow[]
  readonly totals: { readonly [F in Fate]: number }
  readonly seats: Seats
  readonly refused: readonly Refused[]
}

/** Judges the whole file. The answer is kept with the file until the plan or anything in the organization changes. */
export async function previewOf(work: Work, upload: Upload, plan: Plan): Promise<Preview> {
  requireColumns(plan, upload.table.columns)
  const head = await work.db.collection(heads).get(work.access.orgId)
  const key = JSON.stringify([plan, head?.version])
  if (upload.preview?.key === key) return upload.preview
  await requireKnown(work, plan)
  const granting = await grantingOf(work, plan)
  const candidates = await candidatesOf(upload.table, plan)
  const seats = await seatsOf(work, work.access.orgId)
  let seatsLeft = leftOf(seats)
  const verdicts: Verdict[] = []
  for (let from = 0; from < candidates.length; from += BATCH_ROWS) {
    await pause()
    const batch = candidates.slice(from, from + BATCH_ROWS)
    const judged = judge(batch, { plan, granting, known: await membersOf(work.db, batch), seatsLeft })
    if (seatsLeft !== null) seatsLeft -= judged.filter((v) => v.fate === 'add').length
    verdicts.push(...judged)
  }
  const totals = { add: 0, update: 0, unchanged: 0, refused: 0 }
  for (const { fate } of verdicts) totals[fate] += 1
  upload.preview = { key, rows: verdicts.map(rowOf), totals, seats, refused: verdicts.flatMap(refusedOf) }
  return upload.preview
}

export const refusedOf = (verdict: Verdict): Refused[] =>
  verdict.fate === 'refused' ? [{ row: verdict.row.row, because: sentenceOf(verdict.reasons) }] : []

function rowOf(verdict: Verdict): PreviewRow {
  const { fate } = verdict
  const reasons = [...verdict.reasons]
  const because = sentenceOf(reasons)
  switch (verdict.fate) {
    case 'refused': {
      const { row, email, name } = verdict.row
      return { row: row.row, email, name, fate, because, reasons, roleIds: [], teamIds: [] }
    }
    case 'add': {
      const { candidate, name, given } = verdict
      const { roleIds, teamIds } = given
      const row = candidate.row.row
      return {
        row,
        email: candidate.email,
        name,
        fate,
        because,
        reasons,
        roleIds: [...roleIds],
        teamIds: [...teamIds],
      }
    }
    case 'update':
    case 'unchanged': {
      const after = { ...verdict.current, ...('patch' in verdict ? verdict.patch : {}) }
      const { email, name, roleIds, teamIds } = after
      return { row: verdict.candidate.row.row, email, name, fate, because, reasons, roleIds, teamIds }
    }
  }
}
