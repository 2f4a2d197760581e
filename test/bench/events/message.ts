/** The events that benches publish: of the usual size, of several types, of one organization. */
import { v7 } from 'uuid'
import type { OutMessage } from '../../../src-main/broker/index.ts'
import { envelope } from '../../../src-main/events/index.ts'
import { EVENT_TYPES, type EventData, routingKey } from '../../../src-preload/contract/event-types/index.ts'

const DATA = {
  'team.created': { id: 'team-1', name: 'Night shift of the support desk' },
  'member.joined': {
    id: '01939d4e-1111-7fff-bfff-000000000001',
    userId: '01939d4e-1111-7fff-bfff-000000000002',
    roleIds: ['member', '01939d4e-1111-7fff-bfff-000000000003'],
    name: 'Nell Ordinary',
    email: 'nell.ordinary@acme.example',
    source: 'imported',
    addedBy: 'Ada Marsh',
  },
} as const satisfies { readonly [T in 'team.created' | 'member.joined']: EventData<T> }
/** None of them is for a work queue: what consumers do with theirs is another load. */
const TYPES = ['team.created', 'member.joined'] as const

/** Made once, since the publisher shares the machine with whoever is measured. */
const MADE = TYPES.map((type) => {
  const about = { id: '', orgId: '', time: '', actorId: 'x', auditId: undefined }
  const emitted = { type, subject: '', data: DATA[type] } as Parameters<typeof envelope>[0]
  return { type, exchange: EVENT_TYPES[type].exchange, event: envelope(emitted, about) }
})

/** Event number `n` of an organization, whole. */
export function eventOf(orgId: string, n: number): OutMessage {
  const made = MADE[n % MADE.length] ?? MADE[0]
  if (!made) throw new Error('There is no type to publish.')
  const { type, exchange, event } = made
  const id = v7()
  const own = {
    id,
    orgid: orgId,
    subject: `subject-${n}`,
    time: new Date().toISOString(),
    actorid: `user-${n % 50}`,
  }
  return {
    id,
    exchange,
    routingKey: routingKey(type, orgId),
    type,
    body: JSON.stringify({ ...event, ...own }),
  }
}
