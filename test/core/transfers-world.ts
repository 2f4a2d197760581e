/** Ada, who is an admin of two organizations and has a personal space, and what the tests of transfers say often. */
import { randomUUID } from 'node:crypto'
import type { Session } from '../../src-main/api/index.ts'
import { auditRecords, outbox, resources } from '../../src-main/store/records/index.ts'
import type { ContextChoice } from '../../src-preload/contract/session.ts'
import type { Transferred } from '../../src-preload/contract/transfers.ts'
import { openWorld, type StoreKind, type World } from './world.ts'

export const reason = 'because the test says so'
export const NONE = '00000000-0000-7000-8000-000000000000'
export type Outcome = { outcome: 'done'; result: Transferred } | { outcome: 'waiting'; approvalId: string }
export interface Resource {
  readonly id: string
  readonly version: number
  readonly visibility: string
  readonly creatorName: string
}

interface Places {
  readonly acme: string
  readonly other: string
  /** Ada's personal space. */
  readonly own: string
}

export class Transfers {
  readonly w: World
  /** Ada again, in the organization Other, where she is an admin beside Olga. */
  readonly there: Session
  readonly olga: Session
  readonly acme: string
  readonly other: string
  readonly own: string
  constructor(w: World, there: Session, olga: Session, { acme, other, own }: Places) {
    this.w = w
    this.there = there
    this.olga = olga
    this.acme = acme
    this.other = other
    this.own = own
  }

  make(name: string, more: object = {}, session = this.w.ada): Promise<Resource> {
    return this.w.ask(session, 'resources.create', { kind: 'chatbot', name, sizeBytes: 100, ...more })
  }
  plan(items: readonly { id: string }[], toOrgId: string, more: object = {}) {
    return { items: items.map(({ id }) => ({ kind: 'chatbot', id })), toOrgId, ...more }
  }
  start(
    items: readonly { id: string }[],
    toOrgId: string,
    more: object = {},
    session = this.w.ada,
  ): Promise<Outcome> {
    const transferId = randomUUID()
    return this.w.ask(session, 'transfers.start', {
      transferId,
      reason,
      ...this.plan(items, toOrgId),
      ...more,
    })
  }
  async done(outcome: Promise<Outcome>): Promise<Transferred> {
    const answer = await outcome
    if (answer.outcome !== 'done') throw new Error('It waits.')
    return answer.result
  }
  at(orgId: string, id: string) {
    return this.w.tenant(orgId).collection(resources).get(id)
  }
  async trail(orgId: string) {
    const sort = { field: 'sequence', direction: 'desc' } as const
    return (await this.w.tenant(orgId).collection(auditRecords).list({ sort, limit: 50 })).items
  }
  async events(orgId: string): Promise<string[]> {
    return (await this.w.tenant(orgId).collection(outbox).list({ limit: 500 })).items.map((e) => e.type)
  }
}

export async function openTransfers(kind: StoreKind): Promise<Transfers> {
  const w = await openWorld(kind)
  const admin = { email: 'olga@other.example', name: 'Olga' }
  await w.ask(w.operator, 'platform.create', { name: 'Other', slug: 'other', admin })
  const olga = await w.as('olga@other.example', 'other')
  await w.ask(olga, 'members.add', { email: 'ada@acme.example', name: 'Ada of Other', roleIds: ['admin'] })
  const there = await w.as('ada@acme.example', 'other')
  const contexts = await w.ask<ContextChoice[]>(w.ada, 'session.contexts')
  const own = contexts.find((c) => c.kind === 'personal')?.orgId ?? ''
  return new Transfers(w, there, olga, { acme: w.ada.orgId ?? '', other: there.orgId ?? '', own })
}
