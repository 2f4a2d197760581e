/**
 * The catalogue of events: type → exchange, schema version, what it tells, schema of its data. An event
 * that is not here cannot be published (it does not compile) and is refused when it comes in.
 */
import { z } from 'zod'
import { ORGANIZATION_EVENTS } from './organizations.ts'
import { APPROVAL_EVENTS, MANAGEMENT_EVENTS, USER_EVENTS, WIZARD_EVENTS } from './others.ts'
import type { EventType } from './shapes.ts'

export { type EventType, EXCHANGES, type Exchange, exchange, nextVersion, on } from './shapes.ts'

export const EVENT_TYPES = {
  ...WIZARD_EVENTS,
  ...APPROVAL_EVENTS,
  ...USER_EVENTS,
  ...ORGANIZATION_EVENTS,
  ...MANAGEMENT_EVENTS,
} as const satisfies { readonly [type: string]: EventType }

export type EventTypeName = keyof typeof EVENT_TYPES
export type EventData<T extends EventTypeName> = z.infer<(typeof EVENT_TYPES)[T]['data']>
export const EVENT_TYPE_NAMES = Object.keys(EVENT_TYPES) as readonly EventTypeName[]
export const isEventType = (name: string): name is EventTypeName => Object.hasOwn(EVENT_TYPES, name)

/** `<entity>.<verb>.<orgId>`: what a consumer binds to. */
export const routingKey = (type: EventTypeName, orgId: string): string => `${type}.${orgId}`

/**
 * The envelope: CloudEvents 1.0, structured JSON. Extensions: `orgid`, the tenant; `actorid`, who did it (empty: the
 * platform); `auditid`, the trail's record of the same change; `simulated` where the simulator made it, or what it told of.
 */
export const cloudEvent = z.object({
  specversion: z.literal('1.0'),
  /** UUIDv7; ascends per organization in the order of the changes. */
  id: z.uuid(),
  source: z.string().min(1),
  type: z.string().min(1),
  subject: z.string().optional(),
  time: z.iso.datetime(),
  datacontenttype: z.literal('application/json'),
  /** `castellan:<type>:v<version>`. */
  dataschema: z.string(),
  orgid: z.string().min(1),
  actorid: z.string().optional(),
  auditid: z.string().optional(),
  simulated: z.literal(true).optional(),
  data: z.unknown(),
})
export type CloudEvent = z.infer<typeof cloudEvent>

export const schemaName = (type: EventTypeName): string => `castellan:${type}:v${EVENT_TYPES[type].version}`
