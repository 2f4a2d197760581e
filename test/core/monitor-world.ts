/** What the tests of the monitor share: publishing as the relay would, and reading a monitor's frames. */
import { v7 } from 'uuid'
import type { Session } from '../../src-main/api/index.ts'
import type { Broker } from '../../src-main/broker/index.ts'
import { envelope } from '../../src-main/events/index.ts'
import {
  EVENT_TYPES,
  type EventData,
  type EventTypeName,
  routingKey,
} from '../../src-preload/contract/event-types/index.ts'
import type { EventFrame } from '../../src-preload/contract/events.ts'
import type { World } from './world.ts'

interface Published<T extends EventTypeName> {
  readonly orgId: string
  readonly type: T
  readonly data: EventData<T>
  readonly actorId?: string
  readonly auditId?: string
  /** A publisher's mistake: another organization in the routing key than in the envelope. */
  readonly keyOf?: string
}

/** Publishes an event of the catalogue; answers its id. */
export async function publish<T extends EventTypeName>(broker: Broker, event: Published<T>): Promise<string> {
  const { orgId, type, data, actorId = '', auditId, keyOf = orgId } = event
  const id = v7()
  const about = { id, orgId, time: new Date().toISOString(), actorId, auditId }
  const emitted = { type, subject: 'subject', data } as Parameters<typeof envelope>[0]
  const body = JSON.stringify(envelope(emitted, about))
  const { exchange } = EVENT_TYPES[type]
  await broker.publish([{ id, exchange, routingKey: routingKey(type, keyOf), type, body }])
  return id
}
export const publishTeam = (broker: Broker, orgId: string, name = 'x', more: object = {}): Promise<string> =>
  publish(broker, { orgId, type: 'team.created', data: { id: 'x', name }, ...more })

/** An open monitor, read frame by frame. */
export class Reading {
  readonly #frames: AsyncIterator<EventFrame>
  readonly all: EventFrame[] = []
  constructor(frames: AsyncIterator<EventFrame>) {
    this.#frames = frames
  }
  get watchId(): string {
    return this.all.at(-1)?.watchId ?? ''
  }
  get rows() {
    return this.all.flatMap((f) => f.rows)
  }
  /** The next frame that fulfils the condition. */
  async until(enough: (frame: EventFrame) => boolean): Promise<EventFrame> {
    for (;;) {
      const { value, done } = await this.#frames.next()
      if (done) throw new Error('The monitor ended.')
      this.all.push(value)
      if (enough(value)) return value
    }
  }
  /** Reads to the end. */
  async toEnd(): Promise<void> {
    for (;;) {
      const { value, done } = await this.#frames.next()
      if (done) return
      this.all.push(value)
    }
  }
  async leave(): Promise<void> {
    await this.#frames.return?.()
  }
}

/** Opens a session's monitor and reads its first frame. */
export async function watch(w: World, session: Session, input: object = {}): Promise<Reading> {
  const stream = await w.ask<AsyncIterable<EventFrame>>(session, 'events.watch', input)
  const reading = new Reading(stream[Symbol.asyncIterator]())
  await reading.until(() => true)
  return reading
}
