/** Messages as a tap gives them, and monitors that need nothing but them. */
import { randomUUID } from 'node:crypto'
import { v7 } from 'uuid'
import type { TapMessage } from '../../../src-main/broker/index.ts'
import { Watch, type WatchParts } from '../../../src-main/monitor/watch.ts'
import type { EventFrame } from '../../../src-preload/contract/events.ts'

export const ORG = randomUUID()
export const OTHER = randomUUID()
/** An operator's reach; both organizations are tenants. */
export const EVERYBODY = { everybody: true, own: randomUUID() } as const

export function message(
  about: {
    type?: string
    orgId?: string
    key?: string
    exchange?: string
    data?: unknown
    actorId?: string
  } = {},
): TapMessage {
  const { type = 'member.joined', orgId = ORG, exchange = 'organizations', data = {}, actorId } = about
  const id = v7()
  const event = {
    specversion: '1.0',
    id,
    source: 'test',
    type,
    subject: 'x',
    time: '2026-11-24T10:00:00.000Z',
    datacontenttype: 'application/json',
    dataschema: `castellan:${type}:v1`,
    orgid: orgId,
    ...(actorId === undefined ? {} : { actorid: actorId }),
    data,
  }
  return { id, exchange, routingKey: about.key ?? `${type}.${orgId}`, body: JSON.stringify(event) }
}

const nobody = { actor: '', organization: '' }
export const openWatch = (parts: Partial<WatchParts> = {}): Watch =>
  new Watch({
    reach: { orgId: ORG },
    names: { of: async (seen) => seen.map(() => nobody) },
    filter: {},
    window: undefined,
    broker: () => ({ state: 'up', server: 'test', reason: '' }),
    now: () => Date.now(),
    ...parts,
  })

/** Reads frames until one fulfils the condition; answers all of them. */
export async function readUntil(
  frames: AsyncIterator<EventFrame>,
  enough: (frame: EventFrame, all: readonly EventFrame[]) => boolean,
): Promise<EventFrame[]> {
  const all: EventFrame[] = []
  for (;;) {
    const { value, done } = await frames.next()
    if (done) throw new Error('The monitor ended.')
    all.push(value)
    if (enough(value, all)) return all
  }
}
