/** The same change of many members at once: all of them or none, and every guard rail over the whole. */
import { any, isIn } from '../store/index.ts'
import { type MemberRecord, members } from '../store/records/index.ts'
import type { Work } from '../work/index.ts'
import { requireAnotherAdmin, requireNotAbove, requireTeamNotAbove } from './guards.ts'
import { getMember, requireGivable } from './members.ts'
import { tellMember } from './tell.ts'

export type BulkChange =
  | { readonly kind: 'addTeam' | 'removeTeam'; readonly teamId: string }
  | { readonly kind: 'setRoles'; readonly roleIds: readonly string[] }
  | { readonly kind: 'suspend' | 'reactivate' }

/** All of them or none; every guard rail holds over the whole, not one by one. */
export async function changeMany(
  work: Work,
  input: { ids: string[]; change: BulkChange },
): Promise<{ changed: number; unchanged: number }> {
  const ids = [...new Set(input.ids)]
  const list = work.db.collection(members)
  const found: MemberRecord[] = []
  for await (const m of list.each(any(isIn('id', ids)))) found.push(m)
  if (found.length !== ids.length)
    await getMember(work, ids.find((id) => !found.some((m) => m.id === id)) ?? '')
  const changes = await patches(work, found, input.change)
  await list.updateMany(changes, 'member')
  for (const { current, patch } of changes) {
    const after = { ...current, ...patch }
    const summary = `${current.name}: ${input.change.kind}`
    work.record({ resourceType: 'member', resourceId: current.id, summary, before: current, after })
    tellMember(work, current, after)
  }
  return { changed: changes.length, unchanged: found.length - changes.length }
}

async function patches(
  work: Work,
  found: readonly MemberRecord[],
  change: BulkChange,
): Promise<{ current: MemberRecord; patch: Partial<MemberRecord> }[]> {
  const each = (
    list: readonly MemberRecord[],
    patch: (m: MemberRecord) => Partial<MemberRecord>,
  ): { current: MemberRecord; patch: Partial<MemberRecord> }[] =>
    list.map((current) => ({ current, patch: patch(current) }))
  switch (change.kind) {
    case 'addTeam':
      await requireGivable(work, [], [change.teamId])
      return each(
        found.filter((m) => !m.teamIds.includes(change.teamId)),
        (m) => ({ teamIds: [...m.teamIds, change.teamId] }),
      )
    case 'removeTeam': {
      const leaving = found.filter((m) => m.teamIds.includes(change.teamId))
      await requireTeamNotAbove(work, [change.teamId], leaving)
      return each(leaving, (m) => ({ teamIds: m.teamIds.filter((t) => t !== change.teamId) }))
    }
    case 'setRoles': {
      const roleIds = [...new Set(change.roleIds)]
      await requireGivable(work, roleIds, [])
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
      await requireGivable(
        work,
        suspended.flatMap((m) => m.roleIds),
        suspended.flatMap((m) => m.teamIds),
      )
      return each(suspended, () => ({ state: 'active' as const }))
    }
  }
}
