/** Some hundred rows in one transaction: identities, memberships, and one record for the trail. */
import { type MemberRecord, members, type UserRecord } from '../store/records/index.ts'
import {
  leftOf,
  memberOf,
  requireGivable,
  requireRoomHere,
  seatsOf,
  tellJoined,
  tellMember,
  unproved,
} from '../tenancy/index.ts'
import type { Work } from '../work/index.ts'
import type { Candidate, Unreadable } from './candidates.ts'
import { judge, type Verdict } from './fate.ts'
import { membersOf } from './known.ts'
import { allOf, grantingOf, type Plan } from './plan.ts'
import { refusedOf } from './preview.ts'
import type { Refused } from './report.ts'

type Add = Extract<Verdict, { fate: 'add' }>
type Update = Extract<Verdict, { fate: 'update' }>

export interface Written {
  readonly added: number
  readonly updated: number
  readonly unchanged: number
  readonly refused: readonly Refused[]
}

/**
 * Judges the rows anew, inside the transaction, and writes what they come to. Throws `ESCALATION` when the
 * plan can give what the actor does not hold (any more), `LIMIT_REACHED` never: rows without a seat are refused.
 */
export async function writeBatch(
  work: Work,
  fileName: string,
  plan: Plan,
  rows: readonly (Candidate | Unreadable)[],
): Promise<Written> {
  const { roleIds, teamIds } = allOf(plan)
  await requireGivable(work, roleIds, teamIds)
  const granting = await grantingOf(work, plan)
  const seatsLeft = leftOf(await seatsOf(work, work.access.orgId))
  const verdicts = judge(rows, { plan, granting, known: await membersOf(work.db, rows), seatsLeft })
  const adds = verdicts.filter((v): v is Add => v.fate === 'add')
  const updates = verdicts.filter((v): v is Update => v.fate === 'update')
  const added = await addAll(work, adds)
  const updated = updates.length > 0 ? await work.db.collection(members).updateMany(updates, 'member') : []
  if (adds.length + updates.length > 0)
    tell(work, fileName, added, updates, updated, `rows ${rows[0]?.row.row}–${rows.at(-1)?.row.row}`)
  for (const member of added) tellJoined(work, member)
  for (const [i, after] of updated.entries()) tellMember(work, updates[i]?.current ?? after, after)
  const refused = verdicts.flatMap(refusedOf)
  return {
    added: added.length,
    updated: updated.length,
    unchanged: verdicts.length - adds.length - updates.length - refused.length,
    refused,
  }
}

async function addAll(work: Work, adds: readonly Add[]): Promise<MemberRecord[]> {
  if (adds.length === 0) return []
  await requireRoomHere(work, { seats: adds.length })
  const users = await identitiesOf(work, adds)
  const joinedAt = work.now.toISOString()
  const addedBy = work.actor.name
  return work.db.collection(members).insertMany(
    adds.map(({ candidate, name, given }) => {
      const { email, department, title } = candidate
      const who = { id: users.get(email)?.id ?? '', email }
      return memberOf(who, { name, ...given, source: 'imported', joinedAt, addedBy, department, title })
    }),
  )
}

/** The identities by address; missing ones are created. Personal spaces follow at the first sign-in. */
async function identitiesOf(work: Work, adds: readonly Add[]): Promise<Map<string, UserRecord>> {
  const known = await work.across.usersByEmail(adds.map((a) => a.candidate.email))
  const users = new Map(known.map((u) => [u.email, u]))
  const missing = adds.filter((a) => !users.has(a.candidate.email))
  if (missing.length === 0) return users
  const created = await work.across.createUsers(missing.map((a) => unproved(a.candidate.email)))
  for (const user of created) users.set(user.email, user)
  return users
}

/** One record for the batch: who came in with which roles and teams, and what changed for whom. */
function tell(
  work: Work,
  fileName: string,
  added: readonly MemberRecord[],
  updates: readonly Update[],
  updated: readonly MemberRecord[],
  where: string,
): void {
  const groups = new Map<string, { roleIds: string[]; teamIds: string[]; members: object[] }>()
  for (const { id, email, roleIds, teamIds } of added) {
    const key = JSON.stringify([roleIds, teamIds])
    const group = groups.get(key) ?? { roleIds, teamIds, members: [] }
    group.members.push({ id, email })
    groups.set(key, group)
  }
  const changes = (records: readonly MemberRecord[]): object[] =>
    records.map((record, i) => ({
      id: record.id,
      email: record.email,
      ...Object.fromEntries(
        Object.keys(updates[i]?.patch ?? {}).map((field) => [field, record[field as keyof MemberRecord]]),
      ),
    }))
  work.record({
    resourceType: 'member',
    resourceId: null,
    summary: `${added.length} added and ${updated.length} updated from ${fileName}, ${where}`,
    before: { updated: changes(updates.map((u) => u.current)) },
    after: {
      counts: { added: added.length, updated: updated.length },
      added: [...groups.values()],
      updated: changes(updated),
    },
  })
}
