/** CASL, with one ability for each user and conditions, and with one for each role and a map of memberships. */
import { createMongoAbility, type MongoAbility, subject } from '@casl/ability'
import { at } from './castellan.ts'
import type { Engine } from './engine.ts'
import type { Organization, Request, World } from './world.ts'

interface Rule {
  action: string[]
  subject: string
  conditions?: { orgId?: string; id?: string }
}
const ability = (rules: Rule[]): MongoAbility => createMongoAbility<MongoAbility>(rules)

const rulesOf = (role: Organization['roles'][number], orgId?: string): Rule[] =>
  Object.entries(role.matrix).map(([type, operations]) => ({
    action: [...operations],
    subject: type,
    ...(orgId === undefined ? {} : { conditions: { orgId } }),
  }))

/** Subjects are made before the clock starts: in favour of CASL. */
const subjectsOf = (requests: readonly Request[]) =>
  requests.map(({ type, orgId, id }) => subject(type, { orgId, id }))

export function caslWithConditions(world: World, requests: readonly Request[]): Engine {
  const rules = new Map<string, Rule[]>()
  for (const { id: orgId, roles, members, shares } of world.organizations) {
    for (const { userId, roleIds } of members) {
      const list = rules.get(userId) ?? []
      for (const role of roles) if (roleIds.includes(role.id)) list.push(...rulesOf(role, orgId))
      rules.set(userId, list)
    }
    for (const share of shares)
      rules.get(share.subjectId)?.push({
        action: [...share.operations],
        subject: share.type,
        conditions: { orgId, id: share.resourceId ?? '' },
      })
  }
  const abilities = new Map([...rules].map(([userId, list]) => [userId, ability(list)]))
  const subjects = subjectsOf(requests)
  const ask = (i: number): boolean => {
    const { userId, operation } = at(requests, i)
    const mine = abilities.get(userId)
    const about = subjects[i]
    return mine !== undefined && about !== undefined && mine.can(operation, about)
  }
  return {
    name: 'casl with conditions',
    asked: requests.length,
    answer: ask,
    count(from, to) {
      let allowed = 0
      for (let i = from; i < to; i++) if (ask(i)) allowed++
      return allowed
    },
  }
}

export function caslPerRole(world: World, requests: readonly Request[]): Engine {
  const organizations = new Map(
    world.organizations.map(({ id, roles, members, shares }) => {
      const byRole = new Map(roles.map((role) => [role.id, ability(rulesOf(role))]))
      const memberships = members.map(({ userId, roleIds }) => {
        const mine = shares.filter((s) => s.subjectId === userId)
        const rules = mine.map(
          (s): Rule => ({
            action: [...s.operations],
            subject: s.type,
            conditions: { id: s.resourceId ?? '' },
          }),
        )
        const held = roleIds.flatMap((roleId) => byRole.get(roleId) ?? [])
        return [userId, { roles: held, shares: mine.length > 0 ? ability(rules) : null }] as const
      })
      return [id, new Map(memberships)] as const
    }),
  )
  const subjects = subjectsOf(requests)
  const ask = (i: number): boolean => {
    const { orgId, userId, type, operation } = at(requests, i)
    const member = organizations.get(orgId)?.get(userId)
    if (member === undefined) return false
    for (const role of member.roles) if (role.can(operation, type)) return true
    const about = subjects[i]
    return member.shares !== null && about !== undefined && member.shares.can(operation, about)
  }
  return {
    name: 'casl per role',
    asked: requests.length,
    answer: ask,
    count(from, to) {
      let allowed = 0
      for (let i = from; i < to; i++) if (ask(i)) allowed++
      return allowed
    },
  }
}
