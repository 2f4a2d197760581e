/** Casbin's roles with domains: an enforcer for each organization, with a cache, and one for all organizations. */
import { type Enforcer, newCachedEnforcer, newEnforcer, newModelFromString } from 'casbin'
import { at } from './castellan.ts'
import type { Engine } from './engine.ts'
import type { Organization, Request, World } from './world.ts'

const model = (matcher: string): string => `
[request_definition]
r = sub, dom, typ, id, act
[policy_definition]
p = sub, dom, typ, id, act
[role_definition]
g = _, _, _
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = ${matcher}`

/** As its documentation writes it. */
const STANDARD =
  'g(r.sub, p.sub, r.dom) && r.dom == p.dom && r.typ == p.typ && (p.id == "*" || p.id == r.id) && r.act == p.act'
/** The cheap comparisons first: in favour of casbin. */
const CHEAP_FIRST =
  'r.act == p.act && r.typ == p.typ && (p.id == "*" || p.id == r.id) && r.dom == p.dom && g(r.sub, p.sub, r.dom)'

const policiesOf = ({ id: orgId, roles, shares }: Organization): string[][] => {
  const all = [
    ...roles.flatMap((role) =>
      Object.entries(role.matrix).flatMap(([type, operations]) =>
        operations.map((operation) => [role.id, orgId, type, '*', operation]),
      ),
    ),
    ...shares.flatMap((s) =>
      s.operations.map((operation) => [s.subjectId, orgId, s.type, s.resourceId ?? '', operation]),
    ),
  ]
  // A resource may have been shared with the same person twice; casbin refuses equal policies.
  return [...new Map(all.map((policy) => [policy.join(' '), policy])).values()]
}
const membershipsOf = ({ id: orgId, members }: Organization): string[][] =>
  members.flatMap(({ userId, roleIds }) => roleIds.map((roleId) => [userId, roleId, orgId]))

async function fill<E extends Enforcer>(enforcer: E, organizations: readonly Organization[]): Promise<E> {
  await enforcer.addPolicies(organizations.flatMap(policiesOf))
  await enforcer.addGroupingPolicies(organizations.flatMap(membershipsOf))
  return enforcer
}

const SLICE = 2000

/** One enforcer for each organization, asked without promises, which is its fastest way. */
export async function casbinPerOrganization(world: World, requests: readonly Request[]): Promise<Engine> {
  const enforcers = new Map<string, Enforcer>()
  for (const organization of world.organizations)
    enforcers.set(
      organization.id,
      await fill(await newEnforcer(newModelFromString(model(CHEAP_FIRST))), [organization]),
    )
  const ask = (i: number): boolean => {
    const { orgId, userId, type, id, operation } = at(requests, i)
    return enforcers.get(orgId)?.enforceSync(userId, orgId, type, id, operation) === true
  }
  return counting('casbin, an enforcer per organization', requests.length, ask)
}

/** One enforcer for all, with the matcher of the documentation. So slow that it is asked only some. */
export async function casbinStandard(
  world: World,
  requests: readonly Request[],
  asked: number,
): Promise<Engine> {
  const enforcer = await fill(await newEnforcer(newModelFromString(model(STANDARD))), world.organizations)
  const ask = (i: number): boolean => {
    const { orgId, userId, type, id, operation } = at(requests, i)
    return enforcer.enforceSync(userId, orgId, type, id, operation)
  }
  return counting('casbin, standard matcher', Math.min(asked, requests.length), ask)
}

/** The cached enforcer for each organization, with a full cache. It would not see that a role was revoked. */
export async function casbinCached(world: World, requests: readonly Request[]): Promise<Engine> {
  const enforcers = new Map<string, Enforcer>()
  for (const organization of world.organizations)
    enforcers.set(
      organization.id,
      await fill(await newCachedEnforcer(newModelFromString(model(CHEAP_FIRST))), [organization]),
    )
  const ask = async (i: number): Promise<boolean> => {
    const { orgId, userId, type, id, operation } = at(requests, i)
    return (await enforcers.get(orgId)?.enforce(userId, orgId, type, id, operation)) === true
  }
  return {
    name: 'casbin, cached enforcer',
    asked: Math.min(SLICE, requests.length),
    answer: ask,
    async count(from, to) {
      let allowed = 0
      for (let i = from; i < to; i++) if (await ask(i)) allowed++
      return allowed
    },
  }
}

const counting = (name: string, asked: number, ask: (i: number) => boolean): Engine => ({
  name,
  asked,
  answer: ask,
  count(from, to) {
    let allowed = 0
    for (let i = from; i < to; i++) if (ask(i)) allowed++
    return allowed
  },
})
