/** The organization's people as a file, for a spreadsheet or for another directory. */
import type { MemberFilter } from '../../src-preload/contract/members.ts'
import { members, organizations, teams } from '../store/records/index.ts'
import { memberCondition, rolesOf } from '../tenancy/index.ts'
import type { Work } from '../work/index.ts'
import { toCsv } from './csv.ts'
import { FORMATS, type Format } from './formats.ts'

const PAGE_ROWS = 1000

export interface Exported {
  readonly fileName: string
  readonly content: string
  readonly rows: number
}

/** The members that the filter leaves, by name. Importing our own format again changes nobody. */
export async function exportOf(work: Work, filter: MemberFilter, format: Format): Promise<Exported> {
  const { db } = work
  const { slug, kind } = await db.collection(organizations).require(work.access.orgId, 'organization')
  const roleNames = new Map((await rolesOf(db, kind === 'platform')).map((r) => [r.id, r.name]))
  const teamNames = new Map<string, string>()
  for await (const team of db.collection(teams).each()) teamNames.set(team.id, team.name)
  const named = (ids: readonly string[], names: ReadonlyMap<string, string>): string =>
    ids.map((id) => names.get(id) ?? id).join('; ')
  const columns = FORMATS[format]
  const rows: string[][] = [columns.map(([header]) => header)]
  const sort = { field: 'name', direction: 'asc' } as const
  for await (const m of db.collection(members).each(memberCondition(filter), sort, PAGE_ROWS)) {
    const listed = { ...m, roles: named(m.roleIds, roleNames), teams: named(m.teamIds, teamNames) }
    rows.push(columns.map(([, value]) => value(listed)))
  }
  const fileName = `${slug}-members-${work.now.toISOString().slice(0, 10)}.csv`
  return { fileName, content: toCsv(rows), rows: rows.length - 1 }
}

/** Tells the trail who took which people out, before the file is handed over. */
export function recordExport(work: Work, filter: MemberFilter, format: Format, rows: number): void {
  work.record({
    resourceType: 'member',
    resourceId: null,
    summary: `${rows} members exported (${format})`,
    after: { rows, format, filter },
  })
  work.emit('list.exported', work.access.orgId, { id: work.access.orgId, type: 'member', rows })
}
