/** The events that benches publish: of the usual size, of several types, of one organization. */
import { v7 } from 'uuid'
import type { OutMessage } from '../../../src-main/broker/port.ts'
import { envelope } from '../../../src-main/events/index.ts'
import { EVENT_TYPES, type EventData, routingKey } from '../../../src-preload/contract/event-types/index.ts'

const DATA = {
  'team.created': { id: 'team-1', name: 'Night shift of the support desk' },
  'usage.recorded': {
    usageId: '01939d4e-1111-7fff-bfff-000000000001',
    userId: '01939d4e-1111-7fff-bfff-000000000002',
    teamId: '01939d4e-1111-7fff-bfff-000000000003',
    model: 'large-1',
    units: 1_234,
    occurredAt: '2026-11-01T12:00:00.000Z',
  },
  'user.signedup': {
    signUpId: '01939d4e-1111-7fff-bfff-000000000004',
    email: 'nell.ordinary@acme.example',
    name: 'Nell Ordinary',
    verified: true,
  },
} as const satisfies { readonly [T in 'team.created' | 'usage.recorded' | 'user.signedup']: EventData<T> }
const TYPES = ['team.created', 'usage.recorded', 'user.signedup'] as const

/** Event number `n` of an organization, whole. */
export function eventOf(orgId: string, n: number): OutMessage {
  const type = TYPES[n % TYPES.length] ?? 'team.created'
  const id = v7()
  const about = { id, orgId, time: new Date().toISOString(), actorId: `user-${n % 50}`, auditId: undefined }
  const emitted = { type, subject: `subject-${n}`, data: DATA[type] } as Parameters<typeof envelope>[0]
  const body = JSON.stringify(envelope(emitted, about))
  return { id, exchange: EVENT_TYPES[type].exchange, routingKey: routingKey(type, orgId), type, body }
}
