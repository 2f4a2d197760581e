/** What becomes of a row: pure, so that the preview and the import cannot disagree. */
import type { ImportReason } from '../../src-preload/contract/import-reasons.ts'
import type { MemberRecord } from '../store/records/index.ts'
import type { Candidate, Unreadable } from './candidates.ts'
import { clean, problemOf } from './cell.ts'
import type { Given, Granting, Plan } from './plan.ts'

export type MemberPatch = Partial<Pick<MemberRecord, 'name' | 'department' | 'title' | 'roleIds' | 'teamIds'>>

export type Verdict =
  | {
      readonly fate: 'add'
      readonly candidate: Candidate
      readonly name: string
      readonly given: Given
      readonly reasons: readonly ImportReason[]
    }
  | {
      readonly fate: 'update'
      readonly candidate: Candidate
      readonly current: MemberRecord
      readonly patch: MemberPatch
      readonly reasons: readonly ImportReason[]
    }
  | {
      readonly fate: 'unchanged'
      readonly candidate: Candidate
      readonly current: MemberRecord
      readonly reasons: readonly ImportReason[]
    }
  | {
      readonly fate: 'refused'
      readonly row: Candidate | Unreadable
      readonly reasons: readonly ImportReason[]
    }

export interface Judging {
  readonly plan: Plan
  readonly granting: Granting
  /** Members with the addresses of these rows, by address. */
  readonly known: ReadonlyMap<string, MemberRecord>
  /** Seats that are left before the first of these rows; null: without a limit. */
  readonly seatsLeft: number | null
}

/** The fate of each row, in order: newcomers take the seats that are left one after the other. */
export function judge(rows: readonly (Candidate | Unreadable)[], judging: Judging): Verdict[] {
  let taken = 0
  return rows.map((row): Verdict => {
    if ('problem' in row) return { fate: 'refused', row, reasons: [row.problem] }
    const current = judging.known.get(row.email)
    if (current) return judgeMember(row, current, judging)
    const verdict = judgeNewcomer(row, judging)
    if (verdict.fate !== 'add') return verdict
    if (judging.seatsLeft !== null && taken >= judging.seatsLeft)
      return { fate: 'refused', row, reasons: [{ code: 'noSeat' }] }
    taken += 1
    return verdict
  })
}

function judgeNewcomer(candidate: Candidate, { plan, granting }: Judging): Verdict {
  const refused = (reason: ImportReason): Verdict => ({ fate: 'refused', row: candidate, reasons: [reason] })
  if (candidate.suspended) return refused({ code: 'suspendedThere' })
  // Where the file has no name, the address stands in; another tenant's name for this person is not ours to learn.
  const name = candidate.name || (candidate.email.split('@')[0] ?? candidate.email)
  const problem =
    problemOf('name', name) ??
    problemOf('department', candidate.department) ??
    problemOf('title', candidate.title)
  if (problem) return refused(problem)
  const given: Given = {
    roleIds: [...new Set([...plan.roleIds, ...candidate.byRule.roleIds])],
    teamIds: [...new Set([...plan.teamIds, ...candidate.byRule.teamIds])],
  }
  const ungivable = ungivableOf(given, granting)
  if (ungivable) return refused(ungivable)
  return { fate: 'add', candidate, name, given, reasons: [{ code: 'joins', ...namesOf(given, granting) }] }
}

/** Name, department, title and what the rules add; roles are never taken away, and a state is never changed. */
function judgeMember(candidate: Candidate, current: MemberRecord, { granting }: Judging): Verdict {
  const refused = (reason: ImportReason): Verdict => ({ fate: 'refused', row: candidate, reasons: [reason] })
  if (candidate.suspended && current.state !== 'suspended')
    return refused({ code: 'suspendedThereAlone', state: current.state })
  const patch: MemberPatch = {}
  const reasons: ImportReason[] = []
  for (const field of ['name', 'department', 'title'] as const) {
    const text = candidate[field]
    if (text === '' || text === clean(current[field])) continue
    const problem = problemOf(field, text)
    if (problem) return refused(problem)
    patch[field] = text
    reasons.push({ code: 'changes', field, before: current[field], after: text })
  }
  const added: Given = {
    roleIds: missing(current.roleIds, candidate.byRule.roleIds),
    teamIds: missing(current.teamIds, candidate.byRule.teamIds),
  }
  const ungivable = ungivableOf(added, granting)
  if (ungivable) return refused(ungivable)
  if (added.roleIds.length > 0) patch.roleIds = [...current.roleIds, ...added.roleIds]
  if (added.teamIds.length > 0) patch.teamIds = [...current.teamIds, ...added.teamIds]
  if (added.roleIds.length + added.teamIds.length > 0)
    reasons.push({ code: 'gets', ...namesOf(added, granting) })
  if (current.state === 'suspended') reasons.push({ code: 'staysSuspended' })
  return Object.keys(patch).length > 0
    ? { fate: 'update', candidate, current, patch, reasons }
    : { fate: 'unchanged', candidate, current, reasons }
}

const missing = (has: readonly string[], wanted: readonly string[]): string[] =>
  [...new Set(wanted)].filter((id) => !has.includes(id))

const ungivableOf = ({ roleIds, teamIds }: Given, { ungivable }: Granting): ImportReason | undefined =>
  [...roleIds, ...teamIds].map((id) => ungivable.get(id)).find((reason) => reason !== undefined)

function namesOf({ roleIds, teamIds }: Given, { names }: Granting): { roles: string[]; teams: string[] } {
  const named = (ids: readonly string[]): string[] => ids.map((id) => names.get(id) ?? id)
  return { roles: named(roleIds), teams: named(teamIds) }
}
