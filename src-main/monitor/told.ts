/** What the trails and the event flow are told of dead letters: the actor's organization, and each one concerned. */
import type { Work } from '../work/index.ts'
import { type Chosen, countBy } from './dead-letters.ts'
import type { Redriving } from './redrive.ts'

const letters = (count: number): string => `${count} dead ${count === 1 ? 'letter' : 'letters'}`

/** The organizations, beside the actor's own, whose letters went, and how many of each. */
async function others(
  work: Work,
  orgId: string,
  chosen: Chosen,
  went: readonly string[],
): Promise<[orgId: string, messages: number][]> {
  const owners = new Map(chosen.letters.map((letter) => [letter.key, letter.orgId]))
  const known: [string, number][] = []
  for (const [other, messages] of countBy(went, (key) => owners.get(key)))
    if (other !== orgId && (await work.across.organization(other))) known.push([other, messages])
  return known
}

const about = (summary: string, after: object) => ({
  resourceType: 'event',
  resourceId: null,
  summary,
  after,
})

export async function tellStarted(work: Work, { queue, chosen, perSecond }: Redriving): Promise<void> {
  const { messages, types } = chosen
  const summary = `${letters(messages)} of ${queue} are sent to it again, ${perSecond} a second`
  work.record(about(summary, { queue, messages, types, perSecond }))
}

/**
 * However it ended. `outer` may be the platform's own.
 *
 * @param went the keys of those that were sent
 */
export async function tellEnded(
  outer: Work,
  { queue, chosen, reason, orgId }: Redriving,
  went: readonly string[],
  state: 'finished' | 'cancelled' | 'failed',
): Promise<void> {
  const work = outer.as({ reason })
  const messages = went.length
  const summary = `${messages} of ${letters(chosen.messages)} of ${queue} were sent to it again`
  work.recordIn(orgId, about(summary, { queue, messages, state }))
  work.emitIn(orgId, 'deadletter.redriven', queue, { queue, messages, why: reason })
  for (const [other, own] of await others(work, orgId, chosen, went)) {
    const said = `${letters(own)} of ${queue} were sent to it again by the platform`
    work.recordIn(other, about(said, { queue, messages: own }))
    work.emitIn(other, 'deadletter.redriven', queue, { queue, messages: own, why: reason })
  }
}

/** @param went the keys of those that are gone; null before they go */
export async function tellDiscarded(
  work: Work,
  queue: string,
  chosen: Chosen,
  went: readonly string[] | null,
): Promise<void> {
  const { messages, types } = chosen
  if (went === null) {
    work.record(about(`${letters(messages)} of ${queue} are thrown away`, { queue, messages, types }))
    return
  }
  const why = work.caller.reason ?? undefined
  const gone = went.length
  work.record(about(`${letters(gone)} of ${queue} were thrown away`, { queue, messages: gone }))
  work.emit('deadletter.discarded', queue, { queue, messages: gone, why })
  for (const [orgId, own] of await others(work, work.access.orgId, chosen, went)) {
    const said = `${letters(own)} of ${queue} were thrown away by the platform`
    work.recordIn(orgId, about(said, { queue, messages: own }))
    work.emitIn(orgId, 'deadletter.discarded', queue, { queue, messages: own, why })
  }
}
