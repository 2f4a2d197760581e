/** The event flow as an admin watches it: the live monitor, saved filters, dead letters, the simulator. */
import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { eventFilter } from './event-filter/index.ts'
import { job, live, noted, read } from './procedure.ts'
import { displayName, done, failure, id, instant, reason, recordFields } from './shared.ts'

/** One event in the live table. Its whole text is asked for when somebody looks at it (`events.body`). */
export const eventRow = z.object({
  /** Ascends in one monitor; no two events have the same. */
  n: z.number().int(),
  id: z.string(),
  /** ISO 8601, UTC, as the publisher wrote it. */
  time: z.string(),
  exchange: z.string(),
  type: z.string(),
  subject: z.string(),
  /** What it is about by name, address or domain, where the event tells one. */
  name: z.string(),
  actorId: z.string(),
  /** Name of the actor where this organization knows them. */
  actor: z.string(),
  orgId: z.string(),
  /** Name of the organization; only operators are told, and never that of a personal space. */
  organization: z.string(),
  key: z.string(),
  simulated: z.boolean(),
})
export type EventRow = z.infer<typeof eventRow>

/** Since the monitor was opened. */
export const eventCounters = z.object({
  /** Everything that came in, whatever the filter. */
  received: z.number().int(),
  /** What the filter let through. */
  matched: z.number().int(),
  /** Let through, but gone before the window had taken it, or asked for it. */
  dropped: z.number().int(),
  /** Dropped by the broker, because this monitor did not fetch fast enough; neither received nor shown. */
  lost: z.number().int(),
  /** How often it was cut off from the broker, or more was lost than could be counted: what passed then nobody knows. */
  gaps: z.number().int(),
  /** Not shown, because envelope and routing key do not both name this organization: a defect of the publisher. */
  withheld: z.number().int(),
  /** Not shown, because it is no CloudEvent. */
  unreadable: z.number().int(),
})
export type EventCounters = z.infer<typeof eventCounters>

export const brokerState = z.object({
  state: z.enum(['up', 'down', 'blocked']),
  server: z.string(),
  reason: z.string(),
})

/** What happened since the frame before; at most one in 16 ms. */
export const eventFrame = z.object({
  watchId: id,
  /** From 1; `events.seen` answers with it. */
  frame: z.number().int(),
  /** True when `rows` take the place of all that came before: at the beginning, and after the filter changed. */
  reset: z.boolean(),
  /** How many rows were left out before these, because only the newest were asked for; `events.rows` has them. */
  skipped: z.number().int(),
  rows: z.array(eventRow),
  counters: eventCounters,
  /** Complete seconds (Unix time) with what came in per exchange, in the order of `EXCHANGES`. */
  rates: z.array(z.object({ at: z.number().int(), counts: z.array(z.number().int()) })),
  paused: z.boolean(),
  broker: brokerState,
})
export type EventFrame = z.infer<typeof eventFrame>

/** Whoever may see no content gets a veiled body: the envelope, and of the rest names of fields and kinds of values. */
const veil = {
  veiled: z.boolean(),
  /** Of the body as it travelled. */
  bytes: z.number().int(),
}
/** An event as it travelled. `body` is text of whoever published it: shown, never trusted. */
export const eventBody = z.object({
  id: z.string(),
  exchange: z.string(),
  key: z.string(),
  body: z.string(),
  ...veil,
  /** The trail's record of the same change; null where the event names none. */
  auditId: z.string().nullable(),
})
export type EventBody = z.infer<typeof eventBody>

export const savedFilter = z.object({ ...recordFields, name: z.string(), filter: eventFilter })
export type SavedFilter = z.infer<typeof savedFilter>

const queue = z.string().min(1).max(200)
/** Which dead letters of a queue: all that one may see, those that died of one reason, or single ones by `letterId`. */
export const whichLetters = z.union([
  z.object({ all: z.literal(true) }).strict(),
  z.object({ because: z.string().max(2000) }).strict(),
  z.object({ ids: z.array(z.string().min(1).max(100)).min(1).max(1000) }).strict(),
])
export type WhichLetters = z.infer<typeof whichLetters>

export const deadLetter = z.object({
  /** Which letter it is; the event's id alone does not tell, since another publisher may have used it too. */
  letterId: z.string(),
  id: z.string(),
  exchange: z.string(),
  key: z.string(),
  /** Empty where it cannot be read, like `orgId` and `subject`. */
  type: z.string(),
  orgId: z.string(),
  subject: z.string(),
  reason: z.string(),
  attempts: z.number().int(),
  diedAt: z.string(),
  /** At most 64 Ki characters of it. Veiled it is empty where it is no JSON. */
  body: z.string(),
  ...veil,
})
export type DeadLetter = z.infer<typeof deadLetter>

const ofType = z.object({ type: z.string(), messages: z.number().int() })
export const letterGroup = z.object({
  reason: z.string(),
  messages: z.number().int(),
  types: z.array(ofType),
  oldest: z.string(),
  newest: z.string(),
})
export type LetterGroup = z.infer<typeof letterGroup>

export const redriveProgress = z.object({
  jobId: id,
  queue: z.string(),
  /** Name of whoever began it. */
  by: z.string(),
  startedAt: instant,
  /** Messages per second, at most. */
  perSecond: z.number().int(),
  done: z.number().int(),
  total: z.number().int(),
  /** `failed`: the broker went away or access was lost; what was sent stays sent, and the trail tells how many. */
  state: z.enum(['running', 'finished', 'cancelled', 'failed']),
  /** Why it failed, in English; else empty. */
  because: z.string(),
  failure: failure.optional(),
})
export type RedriveProgress = z.infer<typeof redriveProgress>

export const simulatorState = z.object({
  /** Only in the local sample workspace. */
  available: z.boolean(),
  running: z.boolean(),
  perSecond: z.number(),
  /** Events published since it was switched on. */
  sent: z.number().int(),
})
export type SimulatorState = z.infer<typeof simulatorState>

const readEvents = { type: 'event', operation: 'read' } as const
const redriveEvents = { type: 'event', operation: 'redrive' } as const
const letters = z.object({ queue, which: whichLetters })
/** The queue holds more than is looked at, which is the oldest of it; the rest can be reached once these are gone. */
const more = z.boolean()

export const events = {
  /**
   * The events of the organization as they pass, of all organizations for operators. `window`: how many frames
   * may be under way before `events.seen` names one of them; absent: the reader's own pace is the brake. `newest`: of
   * what waits each frame has only so many rows, the newest, and frames are as far apart as a person reads; absent: all
   * of them in their order.
   */
  watch: live(readEvents)
    .input(
      z.object({
        filter: eventFilter.default({}),
        window: z.number().int().min(1).max(1000).optional(),
        newest: z.number().int().min(1).max(500).optional(),
      }),
    )
    .output(eventIterator(eventFrame)),
  /** Changes a running monitor. Paused, it goes on to count; resumed, it shows what is still held. */
  steer: read(readEvents)
    .input(z.object({ watchId: id, filter: eventFilter.optional(), paused: z.boolean().optional() }))
    .output(done),
  seen: read(readEvents)
    .input(z.object({ watchId: id, frame: z.number().int().min(0) }))
    .output(done),
  /** Ends a monitor, whatever it waits for. What it showed can still be looked into. */
  stop: read(readEvents)
    .input(z.object({ watchId: id }))
    .output(done),
  /** The newest rows that the session's monitor still holds before the row `before`, oldest first. */
  rows: read(readEvents)
    .input(z.object({ before: z.number().int().min(0), limit: z.number().int().min(1).max(1000) }))
    .output(z.array(eventRow)),
  body: read(readEvents)
    .input(z.object({ id: z.string().min(1).max(100) }))
    .output(eventBody),

  filters: read(readEvents).output(z.array(savedFilter)),
  /** `replace`: a name that the person has used already takes the new filter, instead of `CONFLICT`. */
  saveFilter: noted(readEvents)
    .input(z.object({ name: displayName, filter: eventFilter, replace: z.boolean().default(false) }))
    .output(savedFilter),
  deleteFilter: noted(readEvents).input(z.object({ id })).output(done),

  /**
   * Dead letters per queue. `more`: there are more than could be counted. `forgotten`: whosever they were, so many are
   * gone, because a workspace without a broker keeps only the newest 10,000 of a queue.
   */
  deadLetters: read(readEvents).output(
    z.object({
      queues: z.array(
        z.object({
          queue: z.string(),
          messages: z.number().int(),
          more: z.boolean(),
          forgotten: z.number().int(),
        }),
      ),
      broker: brokerState,
    }),
  ),
  /** The oldest dead letters of a queue, which stay where they are. Pages by `offset`. */
  browse: read(readEvents)
    .input(
      z.object({
        queue,
        which: whichLetters.default({ all: true }),
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(1000).default(100),
      }),
    )
    .output(
      z.object({
        items: z.array(deadLetter),
        /** How many `items` all pages have. */
        matching: z.number().int(),
        /** Of all that was looked at, whatever `which`. */
        groups: z.array(letterGroup),
        more,
      }),
    ),
  /** What a redrive or a discard would take. */
  weigh: read(readEvents)
    .input(letters)
    .output(
      z.object({
        messages: z.number().int(),
        organizations: z.number().int(),
        types: z.array(ofType),
        oldest: z.string().nullable(),
        newest: z.string().nullable(),
        more,
      }),
    ),
  /** Sends dead letters to their queue again, `perSecond` at most. Goes on when the page is left. */
  redrive: job(redriveEvents, 'deadLetter.redriven')
    .input(letters.extend({ perSecond: z.number().int().min(1).max(1000).default(50), reason }))
    .output(redriveProgress),
  /** The organization's redrives that this process runs or ran of late, newest first. */
  redrives: read(redriveEvents).output(z.array(redriveProgress)),
  redriveProgress: live(redriveEvents)
    .input(z.object({ jobId: id }))
    .output(eventIterator(redriveProgress)),
  cancelRedrive: read(redriveEvents)
    .input(z.object({ jobId: id }))
    .output(done),
  discard: job({ type: 'event', operation: 'delete' }, 'deadLetter.discarded')
    .input(letters.extend({ reason }))
    .output(z.object({ messages: z.number().int() })),

  simulator: read(readEvents).output(simulatorState),
  /** Switches "A busy Tuesday" on or off. `WRONG_STATE` in every workspace but the local sample. */
  simulate: job(redriveEvents, 'simulator.switched')
    .input(z.object({ on: z.boolean(), perSecond: z.number().min(0.1).max(100).default(2) }))
    .output(simulatorState),
}
