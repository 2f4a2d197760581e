/** Sending dead letters to their queue again, at a rate, in the background; and throwing them away. */
import { randomUUID } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { CastellanError, notFound } from '../../src-preload/contract/errors.ts'
import type { RedriveProgress } from '../../src-preload/contract/events.ts'
import type { Broker } from '../broker/index.ts'
import type { Transaction, Work } from '../work/index.ts'
import type { Chosen } from './dead-letters.ts'
import { tellDiscarded, tellEnded, tellStarted } from './told.ts'

export interface Redriving {
  readonly queue: string
  readonly chosen: Chosen
  readonly perSecond: number
  readonly reason: string
  /** The organization in which it was begun. */
  readonly orgId: string
}
/** What the api gives to a job that goes on after its call was answered. */
export interface Afterwards {
  readonly transaction: Transaction
  /** The same in the platform's name, for the end of a job whose beginner may not do it any more. */
  readonly asPlatform: Transaction
  /** Whether the call would be let in now as well. */
  readonly allowed: () => Promise<boolean>
  /** Where a defect of ours goes; answers the sentence that a person is told. */
  readonly defect: (error: unknown) => string
}

/** Ended jobs that can still be asked for. */
const KEPT = 50
/** How often it is checked whether whoever began it still may. Milliseconds. */
const CHECK_MS = 1000

type Why = Pick<RedriveProgress, 'because' | 'failure'>
type End = Why & { readonly state: 'finished' | 'cancelled' | 'failed' }

const because = 'Whoever began this may not do it any more.'
const LOST: Why = { because, failure: { code: 'FORBIDDEN', data: { missing: 'event.redrive', because } } }

export class Redrives {
  readonly #broker: Broker
  readonly #jobs = new Map<string, { readonly orgId: string; readonly job: RedriveJob }>()
  constructor(broker: Broker) {
    this.#broker = broker
  }

  /** Tells the trail, begins, and answers at once. */
  async start(
    work: Work,
    wanted: Omit<Redriving, 'orgId'>,
    afterwards: Afterwards,
  ): Promise<RedriveProgress> {
    const redriving = { ...wanted, orgId: work.access.orgId }
    await afterwards.transaction((inside) => tellStarted(inside, redriving))
    const job = new RedriveJob(redriving, { by: work.actor.name, startedAt: work.now.toISOString() })
    this.#jobs.set(job.progress.jobId, { orgId: work.access.orgId, job })
    const ended = [...this.#jobs].filter(([, j]) => j.job.progress.state !== 'running')
    for (const [jobId] of ended.slice(0, Math.max(0, ended.length - KEPT))) this.#jobs.delete(jobId)
    void job.run(this.#broker, afterwards)
    return job.progress
  }

  /** Where the organization's redrives stand, newest first; those that ended are forgotten in time. */
  list(work: Work): RedriveProgress[] {
    return [...this.#jobs.values()]
      .filter(({ orgId }) => orgId === work.access.orgId)
      .map(({ job }) => job.progress)
      .reverse()
  }

  /** Throws `NOT_FOUND` for a job of another organization too. */
  get(work: Work, jobId: string): RedriveJob {
    const found = this.#jobs.get(jobId)
    if (found?.orgId !== work.access.orgId) throw notFound('job')
    return found.job
  }

  /** Throws them away; what the trail is told first also stands where the broker then fails. */
  async discard(queue: string, chosen: Chosen, transaction: Transaction): Promise<number> {
    await transaction((work) => tellDiscarded(work, queue, chosen, null))
    const went: string[] = []
    const keys = chosen.letters.map((letter) => letter.key)
    await this.#broker.deadLetters.discard(queue, { keys }, (key) => went.push(key))
    await transaction((work) => tellDiscarded(work, queue, chosen, went))
    return went.length
  }
}

export class RedriveJob {
  readonly #redriving: Redriving
  readonly #changes = new EventEmitter()
  readonly #cancel = new AbortController()
  /** Keys of the letters that were sent. */
  readonly #went: string[] = []
  #progress: RedriveProgress
  #ended: Promise<void> = Promise.resolve()

  constructor(redriving: Redriving, begun: Pick<RedriveProgress, 'by' | 'startedAt'>) {
    this.#changes.setMaxListeners(50)
    this.#redriving = redriving
    const { queue, chosen, perSecond } = redriving
    this.#progress = {
      jobId: randomUUID(),
      queue,
      ...begun,
      perSecond,
      done: 0,
      total: chosen.messages,
      state: 'running',
      because: '',
    }
  }

  get progress(): RedriveProgress {
    return this.#progress
  }
  /** Settles when the run has ended and everybody concerned is told; never rejects. */
  get ended(): Promise<void> {
    return this.#ended
  }
  /** Stops before the next message; what was sent stays sent. */
  cancel(): void {
    this.#cancel.abort()
  }

  /** Where it stands, and each change from now on, the last first when they come faster than they are read. */
  async *watch(signal: AbortSignal): AsyncGenerator<RedriveProgress> {
    let told: RedriveProgress | undefined
    while (!signal.aborted) {
      if (told === this.#progress) {
        if (told.state !== 'running') return
        await once(this.#changes, 'changed', { signal }).catch(() => undefined)
      } else {
        told = this.#progress
        yield told
      }
    }
  }

  /** Never throws: how it ended is in `progress`, and in the trails of everybody concerned. */
  run(broker: Broker, afterwards: Afterwards): Promise<void> {
    this.#ended = this.#run(broker, afterwards)
    return this.#ended
  }

  async #run(broker: Broker, afterwards: Afterwards): Promise<void> {
    const { allowed, defect } = afterwards
    const refused = new AbortController()
    const check = setInterval(() => void allowed().then((yes) => yes || refused.abort(), defect), CHECK_MS)
    const signal = AbortSignal.any([this.#cancel.signal, refused.signal])
    let end: End
    try {
      await this.#send(broker, signal)
      if (refused.signal.aborted) end = { state: 'failed', ...LOST }
      else end = { state: signal.aborted ? 'cancelled' : 'finished', because: '' }
    } catch (error) {
      end = { state: 'failed', ...why(error, defect) }
    }
    clearInterval(check)
    try {
      await this.#tellEnd(afterwards, end.state)
    } catch (error) {
      end = { state: 'failed', ...why(error, defect) }
    }
    this.#tell(end)
  }

  /** What was done is told, whether or not whoever began it may still do it. */
  async #tellEnd(
    { transaction, asPlatform, allowed }: Afterwards,
    state: 'finished' | 'cancelled' | 'failed',
  ): Promise<void> {
    const step = (work: Work) => tellEnded(work, this.#redriving, this.#went, state)
    if (!(await allowed())) return asPlatform(step)
    try {
      await transaction(step)
    } catch (error) {
      // Access may go at any moment, also in this one.
      if (await allowed()) throw error
      await asPlatform(step)
    }
  }

  /** A second's worth at a time, so that others can look into the queue in between. */
  async #send(broker: Broker, signal: AbortSignal): Promise<void> {
    const { queue, chosen, perSecond } = this.#redriving
    const start = performance.now()
    const went = (key: string): void => {
      this.#went.push(key)
      this.#tell({ done: this.#went.length })
    }
    for (let from = 0; from < chosen.letters.length; from += perSecond) {
      const early = start + (from * 1000) / perSecond - performance.now()
      if (early > 0) await sleep(early, undefined, { signal }).catch(() => undefined)
      if (signal.aborted) return
      const keys = chosen.letters.slice(from, from + perSecond).map((letter) => letter.key)
      await broker.deadLetters.redrive(queue, { keys }, perSecond, signal, went)
    }
  }

  #tell(change: Partial<RedriveProgress>): void {
    this.#progress = { ...this.#progress, ...change }
    this.#changes.emit('changed')
  }
}

const why = (error: unknown, defect: (error: unknown) => string): Why => {
  if (!(error instanceof CastellanError)) return { because: defect(error) }
  const { message: because, code, data } = error
  return { because, failure: { code, data } }
}
