/**
 * Calls every procedure of the contract as every role of organization A, with honest inputs and with
 * everything of organization B that could be smuggled in, and watches for B's mark in whatever comes out.
 */
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Adapter } from '../../src-main/store/adapter.ts'
import { attack } from './attack.ts'
import { around, textOf } from './canary.ts'
import { type Likeness, likeLeaks } from './like.ts'
import { idsOf, recordsOf, Typed } from './marks.ts'
import type { Probe } from './probe.ts'
import { DOOMED, keepFlowing } from './world/flow.ts'
import { openWorld } from './world/open.ts'
import { prepareVisits } from './world/visitor.ts'

export interface Report {
  readonly procedures: number
  readonly calls: number
  /** Calls that were compared with one that names what is not there. */
  readonly compared: Likeness['compared']
  readonly leaks: readonly string[]
}

export async function tryProcedures(adapter: Adapter, probe: Probe): Promise<Report> {
  const world = await openWorld(adapter)
  const { api, a, b, broker } = world
  const visits = await prepareVisits(world)
  const orgB = b.admin.orgId ?? ''
  const lettersOfB = async (): Promise<string> => textOf(await b.ask('events.browse', { queue: DOOMED.name }))
  const letters = await lettersOfB()
  const before = await contentHash(adapter, orgB)
  const ids = await idsOf(adapter, orgB, visits.people)

  const typed = new Typed()
  const like = await likeLeaks(world, probe, typed)
  const stopFlowing = keepFlowing(broker, a, b)
  const { calls, leaks } = await attack(world, visits, typed, ids)
  stopFlowing()

  const kept: string[] = []
  for (const org of [a.admin.orgId ?? '', visits.founded])
    kept.push(...(await keptOfB(adapter, org, typed, ids)))
  if ((await lettersOfB()) !== letters) kept.push('The dead letters of organization B were touched.')
  if ((await contentHash(adapter, orgB)) !== before) kept.push('The content of organization B was changed.')
  await world.close()
  const found = [...world.defects, ...like.leaks, ...leaks, ...kept]
  return { procedures: api.procedures().length, calls, compared: like.compared, leaks: found }
}

/** A hash over all that the store holds of one organization: unchanged means untouched. */
async function contentHash(adapter: Adapter, org: string): Promise<string> {
  const text = canonicalize(await recordsOf(adapter, org)) ?? ''
  return createHash('sha256').update(text).digest('hex')
}

/** What is stored with a tenant of A's side is theirs to read: records, trail and outbox alike. */
async function keptOfB(
  adapter: Adapter,
  org: string,
  typed: Typed,
  ids: ReadonlySet<string>,
): Promise<string[]> {
  const leaks: string[] = []
  for (const { collection, ...record } of await recordsOf(adapter, org)) {
    const foreign = typed.foreignIn(record) ?? typed.storedId(record, ids)
    if (foreign) leaks.push(`stored in ${collection} of A: B's ${foreign} in ${around(record, foreign)}`)
  }
  return leaks
}
