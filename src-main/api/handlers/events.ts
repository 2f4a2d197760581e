/** The event flow as people watch it. Without a broker there is nothing to watch, and every call says so. */
import { CastellanError, notFound } from '../../../src-preload/contract/errors.ts'
import type { SimulatorState } from '../../../src-preload/contract/events.ts'
import type { Contract } from '../../../src-preload/contract/index.ts'
import type { Broker } from '../../broker/index.ts'
import {
  DeadLetterDesk,
  deleteFilter,
  listFilters,
  Monitor,
  Redrives,
  saveFilter,
} from '../../monitor/index.ts'
import type { Store } from '../../store/index.ts'
import { outbox } from '../../store/records/index.ts'
import { platformUnit, type Work } from '../../work/index.ts'
import type { Handlers } from '../handler.ts'
import type { Jobs } from '../jobs.ts'
import type { WorkspaceFacts } from './session.ts'

/** "A busy Tuesday": publishes what the platform's other services would. Only the local sample has one. */
export interface Simulator {
  state(): Omit<SimulatorState, 'available'>
  /** Until `stop`, or until `signal` aborts. @param perSecond events per second, on average */
  start(perSecond: number, signal: AbortSignal): void
  stop(): void
}
interface Parts {
  readonly store: Store
  readonly broker: Broker | undefined
  readonly simulator: Simulator | undefined
  readonly workspace: WorkspaceFacts
  readonly jobs: Jobs
  /** Is told of what goes wrong in the background, and answers what a person is told. */
  readonly defect: (error: unknown) => string
}
const done = { done: true } as const
/** A job ends in the platform's name where whoever began it may not do it any more. */
const ENDED = {
  action: 'deadLetter.redriven',
  host: 'console',
  because: 'whoever began it may not do it any more',
} as const

export function eventHandlers({
  store,
  broker,
  simulator,
  workspace,
  jobs,
  defect,
}: Parts): Omit<Handlers<Contract['events']>, 'flow' | 'hours'> {
  const flow = broker && {
    broker,
    monitor: new Monitor(broker),
    desk: new DeadLetterDesk(broker),
    redrives: new Redrives(broker),
  }
  const asPlatform = <R>(step: (work: Work) => Promise<R>): Promise<R> => platformUnit(store, ENDED, step)
  const there = (): NonNullable<typeof flow> => {
    if (flow) return flow
    throw new CastellanError('UNAVAILABLE', 'This workspace runs without a broker.', { what: 'broker' })
  }
  return {
    watch: async ({ session, work, input, signal }) => {
      const wanted = { ...input, left: session.contextSignal }
      return (await there().monitor.open(session, work, wanted)).frames(signal)
    },
    steer: ({ session, work, input }) => {
      const watch = there().monitor.get(session, work, input.watchId)
      if (input.filter !== undefined) watch.refilter(input.filter)
      if (input.paused !== undefined) watch.pause(input.paused)
      return done
    },
    seen: ({ session, work, input }) => {
      there().monitor.get(session, work, input.watchId).seen(input.frame)
      return done
    },
    stop: async ({ session, work, input }) => {
      await there().monitor.stop(session, work, input.watchId)
      return done
    },
    rows: async ({ session, work, input }) => (await flow?.monitor.rows(session, work, input)) ?? [],
    body: async ({ session, work, input }) =>
      flow?.monitor.body(session, work, input.id) ?? outboxBody(work, input.id),

    filters: ({ work }) => listFilters(work),
    saveFilter: ({ work, input }) => saveFilter(work, input),
    deleteFilter: async ({ work, input }) => {
      await deleteFilter(work, input.id)
      return done
    },

    deadLetters: async ({ work }) => ({
      queues: await there().desk.counts(work),
      broker: there().broker.state(),
    }),
    browse: ({ work, input }) => there().desk.browse(work, input.queue, input),
    weigh: async ({ work, input }) => {
      const chosen = await there().desk.choose(work, input.queue, input.which)
      const { messages, organizations, types, oldest, newest, more } = chosen
      return { messages, organizations, types: [...types], oldest, newest, more }
    },
    redrive: async ({ work, input, transaction, allowed }) => {
      const { queue, which, perSecond, reason } = input
      const chosen = await there().desk.choose(work, queue, which)
      const afterwards = { transaction, asPlatform, allowed, defect }
      const { redrives } = there()
      const progress = await redrives.start(work, { queue, chosen, perSecond, reason }, afterwards)
      jobs.add(redrives.get(work, progress.jobId))
      return progress
    },
    redrives: ({ work }) => there().redrives.list(work),
    redriveProgress: ({ session, work, input, signal }) =>
      there()
        .redrives.get(work, input.jobId)
        .watch(signal ?? session.contextSignal),
    cancelRedrive: ({ work, input }) => {
      there().redrives.get(work, input.jobId).cancel()
      return done
    },
    discard: async ({ work, input, transaction }) => {
      const chosen = await there().desk.choose(work, input.queue, input.which)
      return { messages: await there().redrives.discard(input.queue, chosen, transaction) }
    },

    simulator: () => stateOf(simulator),
    simulate: async ({ session, input, transaction }) => {
      if (!simulator)
        throw new CastellanError('WRONG_STATE', 'Only the local sample workspace can be simulated.', {
          state: workspace.kind,
          allowed: ['sample'],
        })
      const summary = input.on
        ? `Simulator switched on, ${input.perSecond} a second`
        : 'Simulator switched off'
      await transaction(async (work) =>
        work.record({ resourceType: 'event', resourceId: null, summary, after: input }),
      )
      if (input.on) simulator.start(input.perSecond, session.contextSignal)
      else simulator.stop()
      return stateOf(simulator)
    },
  }
}

const stateOf = (simulator: Simulator | undefined): SimulatorState =>
  simulator
    ? { available: true, ...simulator.state() }
    : { available: false, running: false, perSecond: 0, sent: 0 }

/** An event that no monitor holds any more, as the organization's own outbox still does for a while. */
async function outboxBody(work: Work, id: string) {
  const record = await work.db.collection(outbox).get(id)
  if (!record) throw notFound('event')
  const { exchange, routingKey: key, body } = record
  const { auditid }: { auditid?: string } = JSON.parse(body)
  return { id, exchange, key, body, veiled: false, bytes: Buffer.byteLength(body), auditId: auditid ?? null }
}
