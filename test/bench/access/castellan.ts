/** The permission service as the api calls it: the kept context of the user and organization, then the decision. */
import {
  CompiledOrganization,
  decide,
  decideWithReason,
  HeldContexts,
  type ResourceFacts,
  resolveScope,
} from '../../../src-main/access/index.ts'
import type { Engine } from './engine.ts'
import { partOf, type Request, type World } from './world.ts'

/** Contexts as the api keeps them. */
export function hold(world: World): HeldContexts {
  const held = new HeldContexts()
  for (const organization of world.organizations) {
    const compiled = new CompiledOrganization(partOf(organization))
    const scope = resolveScope(organization.id)
    for (const member of organization.members) held.keep(compiled.contextOf(member, scope))
  }
  return held
}

export function castellan(name: string, held: HeldContexts, requests: readonly Request[]): Engine {
  const ask = ({ orgId, userId, type, id, operation }: Request): boolean => {
    const context = held.get(userId, orgId)
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

/** The decision alone: the context is at hand, as it is for all that one call asks after its first question. */
export function castellanAtHand(name: string, held: HeldContexts, requests: readonly Request[]): Engine {
  const asked = requests.map((request) => ({ ...request, context: held.get(request.userId, request.orgId) }))
  const ask = (i: number): boolean => {
    const request = asked[i]
    if (request?.context === undefined) return false
    return decide(request.context, request.type, request.id, request.operation)
  }
  return {
    name,
    asked: requests.length,
    answer: ask,
    count(from, to) {
      let allowed = 0
      for (let i = from; i < to; i++) if (ask(i)) allowed++
      return allowed
    },
  }
}

export function castellanWithReason(held: HeldContexts, requests: readonly Request[]): Engine {
  const ask = ({ orgId, userId, type, id, operation }: Request): boolean => {
    const context = held.get(userId, orgId)
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
export function castellanWithFacts(held: HeldContexts, requests: readonly Request[]): Engine {
  const facts = requests.map(
    ({ id }): ResourceFacts => ({ id, visibility: 'organization', teamIds: [], createdBy: 'somebody else' }),
  )
  const ask = (i: number): boolean => {
    const { orgId, userId, type, id, operation } = at(requests, i)
    const context = held.get(userId, orgId)
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
