/** Decisions that are kept: one person in two organizations, and what is left after it was taken away. */
import { randomUUID } from 'node:crypto'
import { decide } from '../../../src-main/access/index.ts'
import { Changes } from '../../../src-main/api/changes.ts'
import { Contexts } from '../../../src-main/api/contexts.ts'
import { Across } from '../../../src-main/store/across/index.ts'
import { heads, type MemberRecord, members, roles } from '../../../src-main/store/records/index.ts'
import { foundMember, foundTenant, identityOf } from '../../../src-main/tenancy/founding.ts'
import { inTurn, must } from './tries.ts'
import { CANARY, type Vector, type World } from './world.ts'

/** One person who is admin in one organization and viewer in the other, whose custom roles have the same name. */
async function cast(world: World) {
  const across = new Across(world.store)
  const word = randomUUID().slice(-12)
  const user = await identityOf(across, `p${word}@example.com`)
  const found = (slug: string) =>
    foundTenant(across, {
      kind: 'organization',
      name: slug,
      slug: `${slug}-${word}`,
      timeZone: 'UTC',
      limits: {},
    })
  const [a, b] = [await found('first'), await found(`second-${CANARY}`)]
  const how = { source: 'created', addedBy: '', joinedAt: user.createdAt, name: 'Person' } as const
  const inA = await foundMember(across, a.id, user, { ...how, roleIds: ['admin'] })
  await foundMember(across, b.id, user, { ...how, roleIds: ['viewer'] })
  return { across, user, a, b, inA }
}

/** Takes the role as another process would: the record and the tenant's head, without a word to any cache. */
async function demote(world: World, orgId: string, member: MemberRecord): Promise<void> {
  await world.store.transaction(async (unit) => {
    const db = new Across(unit).tenant(orgId)
    const head = await db.collection(heads).require(orgId, 'head')
    await db.collection(members).update(member, { roleIds: ['viewer'] })
    await db.collection(heads).update(head, { accessEpoch: head.accessEpoch + 1, touched: ['members'] })
  })
}

export const decisions: readonly Vector[] = [
  {
    id: 24,
    title: 'kept decisions: keys that meet, and revocation',
    try: async (world) => {
      const { across, user, a, b, inA } = await cast(world)
      const contexts = new Contexts(world.store)
      const held = await contexts.get(user.id, a.id)
      const other = await contexts.get(user.id, b.id)
      if (!held || !other) return must(false, 'a member has no context')
      const mayManage = (h: typeof held | undefined): boolean =>
        h !== undefined && decide(h.context, 'member', null, 'delete')
      return inTurn(
        () => must(mayManage(held) && !mayManage(other), 'the role of one organization counts in the other'),
        async () =>
          must(
            mayManage(await contexts.get(user.id, a.id)) && !mayManage(await contexts.get(user.id, b.id)),
            'the second answer is another',
          ),
        async () => {
          // Names that run together with their neighbour's, and ids that belong to the other part of a key.
          const near = [
            `${user.id}/${a.id}`,
            `${user.id}"`,
            `${user.id}\0`,
            '',
            '__proto__',
            'constructor',
            a.id,
          ]
          const found = await Promise.all(near.map((id) => contexts.get(id, a.id)))
          const swapped = await contexts.get(a.id, user.id)
          return must(
            found.every((h) => h === undefined) && swapped === undefined,
            'a key that is nobody’s answers a context',
          )
        },
        async () => {
          // A role of B with the id of a list of A's roles must not pass for it.
          const role = await across
            .tenant(b.id)
            .collection(roles)
            .insert({ name: 'r', nameKey: 'r', description: '', matrix: { member: ['delete'] } })
          const trick = {
            source: 'created',
            addedBy: '',
            joinedAt: user.createdAt,
            name: 'Guest',
            roleIds: [role.id, 'viewer","admin'],
          } as const
          const guest = await identityOf(across, `g${randomUUID().slice(-12)}@example.com`)
          await foundMember(across, a.id, guest, trick)
          contexts.dropAll()
          return must(
            !mayManage(await contexts.get(guest.id, a.id)),
            'another organization’s role, or a forged key, gives access',
          )
        },
        async () => {
          await demote(world, a.id, inA)
          const stale = await world.store.transaction((unit) => contexts.within(unit, held))
          return must(
            stale !== undefined && !mayManage(stale.held),
            'a revoked role still decides inside a transaction',
          )
        },
        async () => {
          await new Changes(world.store, contexts).noticed(a.id)
          return must(!mayManage(await contexts.get(user.id, a.id)), 'a revoked role still decides')
        },
      )
    },
  },
]
