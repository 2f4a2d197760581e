/** The domains of the test world: proved ones, conflicts between organizations, and who was there before the proof. */

import { randomUUID } from 'node:crypto'
import type { Session } from '../../../src-main/api/index.ts'
import type { DomainClaim } from '../../../src-preload/contract/domains.ts'
import type { Side, Target } from './side.ts'
import type { Zones } from './zones.ts'

const person = (side: Side, who: string): object => ({
  signUpId: randomUUID(),
  email: side.email(who),
  name: `${side.mark} ${who}`,
  verified: true,
})

async function prove(side: Side, zones: Zones, claim: DomainClaim): Promise<void> {
  zones.publish(claim)
  await side.ask('domains.check', { id: claim.id })
}

const claim = (side: Side, domain: string): Promise<DomainClaim> =>
  side.ask('domains.claim', { domain, roleId: 'viewer' })

/**
 * The side's own domain is proved after somebody with an address of it had signed up, who has an own space with
 * something in it and is made an offer.
 */
export async function proveOwn(side: Side, zones: Zones, operator: Session): Promise<void> {
  // Two, so that there is a second page of them.
  for (const who of ['newcomer', 'neighbour'])
    await side.ask('enrollment.signUp', person(side, who), operator)
  const session = await side.api.newSession({ host: 'isolation', as: side.email('newcomer') })
  const made = { kind: 'template', name: `${side.mark} comes along` }
  side.spaceItem = { kind: 'template', id: (await side.ask<Target>('resources.create', made, session)).id }
  const own = await side.domain()
  await prove(side, zones, await side.ask<DomainClaim>('domains.get', { id: own.id }))
  await side.ask('migrations.offer', { claimId: own.id })
  const offers = await side.ask<Target[]>('migrations.mine', undefined, session)
  side.offerId = offers[0]?.id ?? ''
  side.api.endSession(session)
}

/** A domain that both prove, the first one first. */
export async function contend(domain: string, owner: Side, other: Side, zones: Zones): Promise<void> {
  for (const side of [owner, other]) await prove(side, zones, await claim(side, domain))
}

/** A conflict of the side with an organization that is nobody's concern, for operators to rule on. */
export async function contendWith(
  stranger: Side,
  side: Side,
  zones: Zones,
  operator: Session,
): Promise<void> {
  const domain = `contested.${side.mark}.example`
  await contend(domain, side, stranger, zones)
  const { items } = await side.ask<{ items: (Target & { domain: string })[] }>(
    'domainConflicts.list',
    {},
    operator,
  )
  const found = items.find((c) => c.domain === domain)
  if (found) side.conflict = { id: found.id, version: found.version }
}
