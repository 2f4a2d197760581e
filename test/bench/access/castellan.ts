/** The permission service as the api calls it: the kept context of the user and organization, then the decision. */
import {
  type AccessContext,
  CompiledOrganization,
  decide,
  decideWithReason,
  type ResourceFacts,
  resolveScope,
} from '../../../src-main/access/index.ts'
import type { Engine } from './engine.ts'
import { partOf, type Request, type World } from './world.ts'

/** As the api keeps contexts: by organization with the epoch that they were made in, then by user. */
export type Held = Map<
  string,
  { readonly epoch: number; readonly contexts: ReadonlyMap<string, AccessContext> }
>

export function hold(world: World): Held {
  const held: Held = new Map()
  for (const organization of world.organizations) {
    const compiled = new CompiledOrganization(partOf(organization))
    const scope = resolveScope(organization.id)
    const contexts = new Map<string, AccessContext>()
    for (const member of organization.members) contexts.set(member.userId, compiled.contextOf(member, scope))
    held.set(organization.id, { epoch: 1, contexts })
  }
  return held
}

export function castellan(name: string, held: Held, requests: readonly Request[]): Engine {
  const ask = ({ orgId, userId, type, id, operation }: Request): boolean => {
    const context = held.get(orgId)?.contexts.get(userId)
    return context !== undefined && decide(context, type, id, operation)
  }
  return {
    name,
    asked: requests.length,
    answer: (i) => ask(at(requests, i)),
    count(from, to) {
      let allowed = 0
      for (let i = from; i < to; i++) if (ask(at(requests, i))) allowed++
      return allowed
    },
  }
}

export function castellanWithReason(held: Held, requests: readonly Request[]): Engine {
  const ask = ({ orgId, userId, type, id, operation }: Request): boolean => {
    const context = held.get(orgId)?.contexts.get(userId)
    if (context === undefined) return false
    const decision = decideWithReason(context, type, id, operation)
    // An answer without its reason does not count as one.
    return decision.allowed && decision.because !== null
  }
  return {
    name: 'castellan with reason',
    asked: requests.length,
    answer: (i) => ask(at(requests, i)),
    count(from, to) {
      let allowed = 0
      for (let i = from; i < to; i++) if (ask(at(requests, i))) allowed++
      return allowed
    },
  }
}

/** With the facts of the resource: visibility and ownership are asked too. */
export function castellanWithFacts(held: Held, requests: readonly Request[]): Engine {
  const facts = requests.map(
    ({ id }): ResourceFacts => ({ id, visibility: 'organization', teamIds: [], createdBy: 'somebody else' }),
  )
  const ask = (i: number): boolean => {
    const { orgId, userId, type, id, operation } = at(requests, i)
    const context = held.get(orgId)?.contexts.get(userId)
    return context !== undefined && decide(context, type, id, operation, facts[i])
  }
  return {
    name: 'castellan with resource facts',
    asked: requests.length,
    answer: ask,
    count(from, to) {
      let allowed = 0
      for (let i = from; i < to; i++) if (ask(i)) allowed++
      return allowed
    },
  }
}

export function at(requests: readonly Request[], i: number): Request {
  const request = requests[i]
  if (request === undefined) throw new RangeError(`There is no request ${i}.`)
  return request
}
