/** Events as they travel: CloudEvents 1.0 in structured JSON (application/cloudevents+json). */
import {
  type CloudEvent,
  cloudEvent,
  EVENT_TYPES,
  type EventData,
  type EventType,
  type EventTypeName,
  isEventType,
  schemaName,
} from '../../src-preload/contract/event-types/index.ts'
import { readJson } from './read-json.ts'

export const SOURCE = 'castellan/console'

export interface Emitted<T extends EventTypeName = EventTypeName> {
  readonly type: T
  readonly data: EventData<T>
  /** Id of what it is about. */
  readonly subject: string
}

/** Throws a `ZodError` where the data is not of the type's schema: a defect of the one who emits. */
export function envelope(
  emitted: Emitted,
  about: {
    readonly id: string
    readonly orgId: string
    readonly time: string
    readonly actorId: string
    readonly auditId: string | undefined
    readonly simulated?: boolean
  },
): CloudEvent {
  const data: unknown = EVENT_TYPES[emitted.type].data.parse(emitted.data)
  return {
    specversion: '1.0',
    id: about.id,
    source: SOURCE,
    type: emitted.type,
    subject: emitted.subject,
    time: about.time,
    datacontenttype: 'application/json',
    dataschema: schemaName(emitted.type),
    orgid: about.orgId,
    ...(about.actorId ? { actorid: about.actorId } : {}),
    ...(about.auditId ? { auditid: about.auditId } : {}),
    ...(about.simulated ? { simulated: true as const } : {}),
    data,
  }
}

/** What came in, or why it cannot be read: a plain sentence for the dead-letter header. */
export type Parsed =
  | { readonly ok: true; readonly event: CloudEvent & { readonly type: EventTypeName } }
  | { readonly ok: false; readonly reason: string }

/** Reads a message's body. Never throws: what cannot be read goes to the dead-letter queue with the reason. */
export function readEvent(body: string): Parsed {
  const json = readJson(body)
  if (!json.ok) return json
  const parsed = cloudEvent.safeParse(json.value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return { ok: false, reason: `Not a CloudEvent: ${issue?.path.join('.')} ${issue?.message}` }
  }
  const { type } = parsed.data
  if (!isEventType(type)) return { ok: false, reason: `Unknown event type ${type.slice(0, 80)}.` }
  const read = readData(type, EVENT_TYPES[type], parsed.data)
  return read.ok ? { ok: true, event: { ...parsed.data, type, data: read.data } } : read
}

type ReadData =
  | { readonly ok: true; readonly data: unknown }
  | { readonly ok: false; readonly reason: string }

/** Data in the shape of the type's current version, of whatever known version it was published. */
export function readData(
  type: string,
  declared: EventType,
  { dataschema, data }: Pick<CloudEvent, 'dataschema' | 'data'>,
): ReadData {
  const [, named, version] = /^castellan:(.+):v(\d{1,9})$/.exec(dataschema) ?? []
  const known = [...(declared.earlier ?? []), declared]
  const from = known.findIndex((one) => String(one.version) === version)
  if (named !== type || from < 0) {
    const versions = known.map((one) => `v${one.version}`).join(', ')
    return {
      ok: false,
      reason: `${type}: the schema ${dataschema.slice(0, 120)} is not known here; known are ${versions}.`,
    }
  }
  let shaped = data
  for (const step of known.slice(from)) {
    const parsed = step.data.safeParse(shaped)
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      return { ok: false, reason: `${type}: ${issue?.path.join('.')} ${issue?.message}` }
    }
    shaped = 'upgrade' in step ? step.upgrade(parsed.data) : parsed.data
  }
  return { ok: true, data: shaped }
}
