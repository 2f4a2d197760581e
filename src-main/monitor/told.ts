/** What the trails and the event flow are told of dead letters: the actor's organization, and each one concerned. */
import type { Work } from '../work/index.ts'
import type { Chosen } from './dead-letters.ts'
import type { Redriving } from './redrive.ts'

const letters = (count: number): string => `${count} dead ${count === 1 ? 'letter' : 'letters'}`

/** The organizations, beside the actor's own, whose messages these are. */
async function others(work: Work, chosen: Chosen): Promise<[orgId: string, messages: number][]> {
  const known: [string, number][] = []
  for (const [orgId, messages] of chosen.byOrganization)
    if (orgId !== work.access.orgId && (await work.across.organization(orgId))) known.push([orgId, messages])
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

export async function tellEnded(
  work: Work,
  { queue, chosen, reason }: Redriving,
  done: number,
  state: 'finished' | 'cancelled',
): Promise<void> {
  const summary = `${done} of ${letters(chosen.messages)} of ${queue} were sent to it again`
  work.record(about(summary, { queue, messages: done, state }))
  work.emit('deadletter.redriven', queue, { queue, messages: done, why: reason })
  // How many of a cancelled job were whose, nobody counted.
  if (state === 'cancelled') return
  for (const [orgId, messages] of await others(work, chosen)) {
    const own = `${letters(messages)} of ${queue} were sent to it again by the platform`
    work.recordIn(orgId, about(own, { queue, messages }))
    work.emitIn(orgId, 'deadletter.redriven', queue, { queue, messages, why: reason })
  }
}

/** @param done how many are gone; null before they go */
export async function tellDiscarded(
  work: Work,
  queue: string,
  chosen: Chosen,
  done: number | null,
): Promise<void> {
  const { messages, types } = chosen
  if (done === null) {
    work.record(about(`${letters(messages)} of ${queue} are thrown away`, { queue, messages, types }))
    return
  }
  const why = work.caller.reason ?? undefined
  work.record(about(`${letters(done)} of ${queue} were thrown away`, { queue, messages: done }))
  work.emit('deadletter.discarded', queue, { queue, messages: done, why })
  for (const [orgId, own] of await others(work, chosen)) {
    work.recordIn(
      orgId,
      about(`${letters(own)} of ${queue} were thrown away by the platform`, { queue, messages: own }),
    )
    work.emitIn(orgId, 'deadletter.discarded', queue, { queue, messages: own, why })
  }
}
