/** What the platform's other services would publish on a busy day. Every event says of itself that it is simulated. */
import { randomUUID } from 'node:crypto'
import { v7 } from 'uuid'
import {
  type CloudEvent,
  EVENT_TYPES,
  type EventTypeName,
  routingKey,
  schemaName,
} from '../../../src-preload/contract/event-types/index.ts'
import type { OutMessage } from '../../broker/index.ts'
import type { Store } from '../../store/index.ts'
import { FIRST, LAST } from '../sample/material.ts'
import { type Troupe, waitingIn } from './cast.ts'

/** From 0 up to, but not, 1. */
export type Random = () => number

const SOURCE = 'castellan/simulator'
const MODELS = ['atlas-large', 'atlas-small', 'lens-vision', 'scribe-audio'] as const
/** Where people sign up who belong to no organization. */
const ELSEWHERE = 'mailbox.example'
/** In whose name the sign-up service tells of them. */
const PLATFORM = 'platform'
/** Of all sign-ups, how many come with an address of the organization; of all usage, how much is broken. */
const OWN_ADDRESSES = 0.6
const BROKEN = 0.03

const pick = <T>(random: Random, list: readonly T[]): T | undefined =>
  list[Math.floor(random() * list.length)]

function messageOf(
  type: EventTypeName,
  orgId: string,
  subject: string,
  data: unknown,
  actorId = '',
): OutMessage {
  const id = v7()
  const event: CloudEvent = {
    specversion: '1.0',
    id,
    source: SOURCE,
    type,
    subject,
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    dataschema: schemaName(type),
    orgid: orgId,
    ...(actorId === '' ? {} : { actorid: actorId }),
    simulated: true,
    data,
  }
  const { exchange } = EVENT_TYPES[type]
  return { id, exchange, routingKey: routingKey(type, orgId), type, body: JSON.stringify(event) }
}

/** A service that is used by somebody. Now and then one has a defect, as services do: that message will die. */
export function usage(troupe: Troupe, random: Random): OutMessage {
  const usageId = randomUUID()
  const userId = pick(random, troupe.people) ?? 'nobody'
  const units = Math.ceil(50 + random() ** 3 * 20_000)
  const data = {
    usageId,
    userId,
    teamId: pick(random, troupe.teams) ?? null,
    model: pick(random, MODELS) ?? MODELS[0],
    units: random() < BROKEN ? -units : units,
    occurredAt: new Date().toISOString(),
  }
  return messageOf('usage.recorded', troupe.orgId, usageId, data, userId)
}

/** Somebody new, with an address of the organization or with any other. */
export function signUp(troupe: Troupe, random: Random): OutMessage {
  const signUpId = randomUUID()
  const name = `${pick(random, FIRST) ?? ''} ${pick(random, LAST) ?? ''}`
  const domain = random() < OWN_ADDRESSES ? troupe.domain : undefined
  const email = `${name.toLowerCase().replace(' ', '.')}.${Math.floor(random() * 1000)}@${domain ?? ELSEWHERE}`
  return messageOf('user.signedup', domain === undefined ? PLATFORM : troupe.orgId, signUpId, {
    signUpId,
    email,
    name,
    verified: random() < 0.9,
  })
}

/** Somebody decides elsewhere what waits here; undefined where nothing does. */
export async function decision(
  troupe: Troupe,
  random: Random,
  store: Store,
): Promise<OutMessage | undefined> {
  const waiting = await waitingIn(store, troupe)
  if (!waiting) return undefined
  const { kind, ...which } = waiting
  const data = {
    ...which,
    // Who waits for a seat waits because there is none, and nobody frees one here.
    decision: kind !== 'seat' && random() < 0.7 ? 'approve' : 'refuse',
    why: 'Decided in the ticket system (simulated).',
  }
  return messageOf('decision.made', troupe.orgId, waiting.approvalId, data, waiting.userId)
}
