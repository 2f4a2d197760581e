/** A workspace of its own with one organization of many members, made through the store as the product makes them. */
import { Across } from '../../../src-main/store/across/index.ts'
import type { Store } from '../../../src-main/store/index.ts'
import { heads, members } from '../../../src-main/store/records/index.ts'
import { foundTenant, identityOf } from '../../../src-main/tenancy/index.ts'
import { writeWorkspaces } from '../../../src-main/workspace/directory.ts'
import { openWorkspace, removeWorkspace } from '../../../src-main/workspace/index.ts'
import { fileOf, removeFile } from '../../../src-main/workspace/local.ts'
import { DEPARTMENTS, FIRST, LAST, TITLES } from '../../../src-main/workspace/sample/material.ts'
import { giveToTester, type TempDir, testerDir } from '../../servers/index.ts'

const ADMIN = 'ada.marsh@crowd.example'
const BATCH = 1_000

export interface Crowd {
  readonly workspace: string
  readonly dataDir: string
  /** Removes the workspace with its secrets. */
  remove(): Promise<void>
}

/** The admin is one of `count` members; all of them have an identity, a role, a department and a title. */
export async function makeCrowd(count: number): Promise<Crowd> {
  const data: TempDir = testerDir('crowd')
  const name = `crowd-${count}`
  writeWorkspaces(data.path, [{ name, kind: 'local', person: ADMIN }])
  const workspace = await openWorkspace({ name, dataDir: data.path })
  try {
    await fill(workspace.store, count)
  } finally {
    await workspace.close()
  }
  giveToTester(data.path)
  const remove = async (): Promise<void> => {
    removeFile(fileOf(data.path, name))
    await removeWorkspace(name, data.path)
    data.remove()
  }
  return { workspace: name, dataDir: data.path, remove }
}

async function fill(store: Store, count: number): Promise<void> {
  const orgId = await store.transaction(async (unit) => {
    const across = new Across(unit)
    const limits = {}
    const slug = 'crowd'
    const kind = 'organization'
    const { id } = await foundTenant(across, {
      kind,
      name: `Crowd of ${count}`,
      slug,
      timeZone: 'UTC',
      limits,
    })
    const admin = await identityOf(across, ADMIN, { name: 'Ada Marsh' })
    await across
      .tenant(id)
      .collection(members)
      .insert(memberOf(admin, 0, ['admin']))
    return id
  })
  for (let from = 1; from < count; from += BATCH)
    await store.transaction(async (unit) => {
      const across = new Across(unit)
      const numbers = Array.from({ length: Math.min(BATCH, count - from) }, (_, i) => from + i)
      const users = await across.createUsers(
        numbers.map((n) => ({
          email: `person-${n}@crowd.example`,
          name: nameOf(n),
          verified: true,
          state: 'active',
        })),
      )
      const list = users.map((user, i) => memberOf(user, numbers[i] ?? 0, ['member']))
      await across.tenant(orgId).collection(members).insertMany(list)
    })
  // As each change of members would have left it.
  const all = new Across(store).tenant(orgId)
  const head = await all.collection(heads).require(orgId, 'head')
  await all.collection(heads).update(head, { members: count })
}

const at = <T>(list: readonly [T, ...T[]], n: number): T => list[n % list.length] ?? list[0]
const nameOf = (n: number): string => `${at(FIRST, n)} ${at(LAST, Math.floor(n / FIRST.length))} ${n}`

function memberOf(user: { id: string; email: string; name: string }, n: number, roleIds: string[]) {
  const department = at(DEPARTMENTS, n)
  return {
    userId: user.id,
    email: user.email,
    name: user.name,
    state: 'active' as const,
    source: 'imported' as const,
    roleIds,
    teamIds: [],
    joinedAt: new Date(Date.UTC(2026, n % 12, 1 + (n % 28))).toISOString(),
    addedBy: 'Ada Marsh',
    department,
    title: TITLES[department][0] ?? '',
  }
}
