/** The same change of many members at once: all of them or none, and every guard rail over the whole. */
import type { BulkPreview } from '../../src-preload/contract/shared.ts'
import { type MemberRecord, members } from '../store/records/index.ts'
import type { Work } from '../work/index.ts'
import { requireAnotherAdmin, requireNotAbove, requireTeamNotAbove, requireTeams } from './guards.ts'
import { previewOf, requireEach } from './many.ts'
import { requireGivable, requireReturnable } from './members.ts'
import { tellMember } from './tell.ts'

export type BulkChange =
  | { readonly kind: 'addTeam' | 'removeTeam'; readonly teamId: string }
  | { readonly kind: 'setRoles'; readonly roleIds: readonly string[] }
  | { readonly kind: 'suspend' | 'reactivate' }

interface Many {
  readonly ids: readonly string[]
  readonly change: BulkChange
}
type Patched = { readonly current: MemberRecord; readonly patch: Partial<MemberRecord> }

/** Those who are meant; throws `NOT_FOUND` when one of them is not here. */
const meant = (work: Work, { ids }: Many): Promise<readonly MemberRecord[]> =>
  requireEach(work, members, ids, 'member')

interface RolesBefore {
  readonly roleIds: string[]
  readonly ids: string[]
}
interface BulkDone {
  readonly changed: number
  readonly unchanged: number
  readonly changedIds: string[]
  /** Where roles were set: who had which before. */
  readonly before: RolesBefore[]
}

/** All of them or none; every guard rail holds over the whole, not one by one. */
export async function changeMany(work: Work, input: Many): Promise<BulkDone> {
  const found = await meant(work, input)
  const changes = await patches(work, found, input.change)
  await work.db.collection(members).updateMany(changes, 'member')
  for (const { current, patch } of changes) {
    const after = { ...current, ...patch }
    const summary = `${current.name}: ${input.change.kind}`
    work.record({ resourceType: 'member', resourceId: current.id, summary, before: current, after })
    tellMember(work, current, after)
  }
  const before = input.change.kind === 'setRoles' ? byRoles(changes) : []
  const changedIds = changes.map((c) => c.current.id)
  return { changed: changes.length, unchanged: found.length - changes.length, changedIds, before }
}

function byRoles(changes: readonly Patched[]): RolesBefore[] {
  const groups = new Map<string, RolesBefore>()
  for (const { current } of changes) {
    const key = [...current.roleIds].sort().join()
    const group = groups.get(key) ?? { roleIds: [...current.roleIds], ids: [] }
    group.ids.push(current.id)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** What `changeMany` would do, decided by the same guard rails. */
export async function previewMany(work: Work, input: Many): Promise<BulkPreview> {
  const found = await meant(work, input)
  const nameOf = ({ current }: Patched): string => current.name
  return (await previewOf(found.length, nameOf, () => patches(work, found, input.change))).preview
}

async function patches(work: Work, found: readonly MemberRecord[], change: BulkChange): Promise<Patched[]> {
  const each = (
    list: readonly MemberRecord[],
    patch: (m: MemberRecord) => Partial<MemberRecord>,
  ): Patched[] => list.map((current) => ({ current, patch: patch(current) }))
  switch (change.kind) {
    case 'addTeam':
      await requireGivable(work, [], [change.teamId], { teams: 'change.teamId' })
      return each(
        found.filter((m) => !m.teamIds.includes(change.teamId)),
        (m) => ({ teamIds: [...m.teamIds, change.teamId] }),
      )
    case 'removeTeam': {
      await requireTeams(work.db, [change.teamId], 'change.teamId')
      const leaving = found.filter((m) => m.teamIds.includes(change.teamId))
      await requireTeamNotAbove(work, [change.teamId], leaving)
      return each(leaving, (m) => ({ teamIds: m.teamIds.filter((t) => t !== change.teamId) }))
    }
    case 'setRoles': {
      const roleIds = [...new Set(change.roleIds)]
      await requireGivable(work, roleIds, [], { roles: 'change.roleIds' })
      const differing = found.filter((m) => [...m.roleIds].sort().join() !== [...roleIds].sort().join())
      await requireNotAbove(work, differing)
      if (!roleIds.includes('admin')) await requireAnotherAdmin(work, differing)
      return each(differing, () => ({ roleIds }))
    }
    case 'suspend': {
      const active = found.filter((m) => m.state === 'active')
      await requireNotAbove(work, active)
      await requireAnotherAdmin(work, active)
      return each(active, () => ({ state: 'suspended' as const }))
    }
    case 'reactivate': {
      const suspended = found.filter((m) => m.state === 'suspended')
      await requireReturnable(work, suspended)
      return each(suspended, () => ({ state: 'active' as const }))
    }
  }
}
