/** Two programs written by hand for this one question and nothing else: what the machine can do at most. */
import { at } from './castellan.ts'
import type { Engine } from './engine.ts'
import { type Request, TYPES, type World } from './world.ts'

interface Member {
  readonly bits: Uint32Array
  readonly single: Map<string, number> | null
}

const BITS = new Map(
  [
    'create',
    'read',
    'update',
    'delete',
    'share',
    'close',
    'restore',
    'export',
    'decide',
    'purchase',
    'allocate',
    'suspend',
  ].map((o, i) => [o, 1 << i]),
)
const INDEX = new Map<string, number>(TYPES.map((type, i) => [type, i]))
const bitsOf = (operations: readonly string[]): number => {
  let bits = 0
  for (const operation of operations) {
    const bit = BITS.get(operation)
    if (bit === undefined) throw new RangeError(`${operation} has no bit.`)
    bits |= bit
  }
  return bits
}

function membersOf(world: World): Map<string, Map<string, Member>> {
  return new Map(
    world.organizations.map(({ id, roles, members, shares }) => [
      id,
      new Map(
        members.map(({ userId, roleIds }) => {
          const bits = new Uint32Array(TYPES.length)
          for (const { matrix } of roles.filter((r) => roleIds.includes(r.id)))
            TYPES.forEach((type, i) => {
              bits[i] = (bits[i] ?? 0) | bitsOf(matrix[type] ?? [])
            })
          const mine = shares.filter((s) => s.subjectId === userId)
          const single = new Map(mine.map((s) => [s.resourceId ?? '', bitsOf(s.operations)]))
          return [userId, { bits, single: mine.length > 0 ? single : null }]
        }),
      ),
    ]),
  )
}

/** Maps of strings to a member's bits. */
export function mapsAndBits(world: World, requests: readonly Request[]): Engine {
  const organizations = membersOf(world)
  const ask = ({ orgId, userId, type, id, operation }: Request): boolean => {
    const member = organizations.get(orgId)?.get(userId)
    if (member === undefined) return false
    const index = INDEX.get(type)
    const bit = BITS.get(operation)
    if (index === undefined || bit === undefined) return false
    if (((member.bits[index] ?? 0) & bit) !== 0) return true
    return member.single !== null && ((member.single.get(id) ?? 0) & bit) !== 0
  }
  return {
    name: 'maps and bits',
    asked: requests.length,
    answer: (i) => ask(at(requests, i)),
    count(from, to) {
      let allowed = 0
      for (let i = from; i < to; i++) if (ask(at(requests, i))) allowed++
      return allowed
    },
  }
}

/** Everything numbered before, strings gone: user × organization → member, member × type → bits. */
export function typedArrays(world: World, requests: readonly Request[]): Engine {
  const users = new Map(world.userIds.map((id, i) => [id, i]))
  const organizations = new Map(world.organizations.map((o, i) => [o.id, i]))
  const resources = new Map(
    [...new Set(world.organizations.flatMap((o) => o.shares.map((s) => s.resourceId ?? '')))].map((id, i) => [
      id,
      i + 1,
    ]),
  )
  const width = world.organizations.length
  const members = [...membersOf(world)].flatMap(([orgId, list]) =>
    [...list].map(([userId, m]) => ({ orgId, userId, m })),
  )
  const memberOf = new Uint32Array(world.userIds.length * width)
  const bits = new Uint32Array((members.length + 1) * TYPES.length)
  const single = new Uint16Array((members.length + 1) * (resources.size + 1))
  members.forEach(({ orgId, userId, m }, i) => {
    memberOf[(users.get(userId) ?? 0) * width + (organizations.get(orgId) ?? 0)] = i + 1
    bits.set(m.bits, (i + 1) * TYPES.length)
    for (const [id, given] of m.single ?? [])
      single[(i + 1) * (resources.size + 1) + (resources.get(id) ?? 0)] = given
  })
  const cells = Uint32Array.from(
    requests,
    (r) => (users.get(r.userId) ?? 0) * width + (organizations.get(r.orgId) ?? 0),
  )
  const types = Uint8Array.from(requests, (r) => INDEX.get(r.type) ?? 0)
  const wanted = Uint16Array.from(requests, (r) => BITS.get(r.operation) ?? 0)
  const ids = Uint32Array.from(requests, (r) => resources.get(r.id) ?? 0)
  const one = (i: number): boolean => {
    const member = memberOf[cells[i] ?? 0] ?? 0
    const held =
      (bits[member * TYPES.length + (types[i] ?? 0)] ?? 0) |
      (single[member * (resources.size + 1) + (ids[i] ?? 0)] ?? 0)
    return (held & (wanted[i] ?? 0)) !== 0
  }
  return {
    name: 'typed arrays',
    asked: requests.length,
    answer: one,
    count(from, to) {
      let allowed = 0
      for (let i = from; i < to; i++) if (one(i)) allowed++
      return allowed
    },
  }
}
