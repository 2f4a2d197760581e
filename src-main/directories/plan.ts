/** What somebody wants done with a file: which column is which, and who gets which roles and teams. */
import { badInput } from '../../src-preload/contract/errors.ts'
import type { ImportReason } from '../../src-preload/contract/import-reasons.ts'
import type { ImportPlan } from '../../src-preload/contract/imports.ts'
import { ISSUES } from '../../src-preload/contract/issues.ts'
import { exceedingRoles } from '../access/index.ts'
import { fold, isIn } from '../store/index.ts'
import { teams } from '../store/records/index.ts'
import { exceedingTeams, requireRoles, requireTeams, unseenInTeams } from '../tenancy/index.ts'
import type { Work } from '../work/index.ts'
import { clean } from './cell.ts'

export type Plan = Omit<ImportPlan, 'importId'>

/** Throws `BAD_INPUT` where the plan names a column that the file does not have, or none for the address. */
export function requireColumns(plan: Plan, columns: readonly string[]): void {
  const has = `the file has ${columns.length} columns, counted from 0`
  if (plan.mapping.email === undefined) throw badInput('mapping.email', ISSUES.addressColumn)
  for (const [field, column] of Object.entries(plan.mapping))
    if (column >= columns.length) throw badInput(`mapping.${field}`, `names column ${column}; ${has}`)
  for (const [i, { column }] of plan.rules.entries())
    if (column >= columns.length) throw badInput(`rules.${i}.column`, `names column ${column}; ${has}`)
}

export interface Given {
  readonly roleIds: readonly string[]
  readonly teamIds: readonly string[]
}

/** All roles and teams that the plan can give to anybody. */
export const allOf = (plan: Plan): Given => ({
  roleIds: [...new Set([...plan.roleIds, ...plan.rules.flatMap((r) => r.roleIds)])],
  teamIds: [...new Set([...plan.teamIds, ...plan.rules.flatMap((r) => r.teamIds)])],
})

/** What the rules give to a row with these cells. Values are compared folded, without surrounding space. */
export function compileRules(plan: Plan): (cells: readonly string[]) => Given {
  const rules = plan.rules.map((rule) => ({ ...rule, equals: fold(clean(rule.equals)) }))
  const nothing: Given = { roleIds: [], teamIds: [] }
  return (cells) => {
    const met = rules.filter((r) => fold(clean(cells[r.column] ?? '')) === r.equals)
    if (met.length === 0) return nothing
    return { roleIds: met.flatMap((r) => r.roleIds), teamIds: met.flatMap((r) => r.teamIds) }
  }
}

export interface Granting {
  /** Names of the plan's roles and teams by id. */
  readonly names: ReadonlyMap<string, string>
  /** Role or team id → why the actor may not give it. */
  readonly ungivable: ReadonlyMap<string, ImportReason>
}

/** Throws `BAD_INPUT` on its field for a role or team that this organization does not have. */
export async function requireKnown(work: Work, { roleIds, teamIds, rules }: Plan): Promise<void> {
  const places = [{ roleIds, teamIds, at: '' }, ...rules.map((rule, i) => ({ ...rule, at: `rules.${i}.` }))]
  for (const place of places) {
    await requireRoles(work, place.roleIds, `${place.at}roleIds`)
    await requireTeams(work.db, place.teamIds, `${place.at}teamIds`)
  }
}

/** Reads the plan's roles and teams. Throws `BAD_INPUT` for one that this organization does not have. */
export async function grantingOf(work: Work, plan: Plan): Promise<Granting> {
  const { roleIds, teamIds } = allOf(plan)
  const names = new Map<string, string>()
  const ungivable = new Map<string, ImportReason>()
  const refuse = (id: string, what: 'role' | 'team', name: string, exceeds: readonly string[]): void => {
    if (exceeds.length > 0) ungivable.set(id, { code: 'ungivable', what, name, exceeds: exceeds.slice(0, 5) })
  }
  for (const role of await requireRoles(work, roleIds)) {
    names.set(role.id, role.name)
    refuse(role.id, 'role', role.name, exceedingRoles(work.access, [role.id], role.builtIn ? [] : [role]))
  }
  await requireTeams(work.db, teamIds)
  for await (const team of work.db.collection(teams).each(isIn('id', [...teamIds]))) {
    names.set(team.id, team.name)
    const exceeds = await exceedingTeams(work.db, work.access, [team.id])
    refuse(team.id, 'team', team.name, [
      ...exceeds,
      ...(await unseenInTeams(work.db, work.access, [team.id])),
    ])
  }
  return { names, ungivable }
}
