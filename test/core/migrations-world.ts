/** Ann, who has had an account of her own for long, at a domain that Acme has proved, and what tests of migrations say often. */
import { randomUUID } from 'node:crypto'
import type { Session } from '../../src-main/api/index.ts'
import { eq } from '../../src-main/store/index.ts'
import { auditRecords, members, outbox, resources } from '../../src-main/store/records/index.ts'
import type { MigrationCandidates, MigrationOffer } from '../../src-preload/contract/migrations.ts'
import { type Domains, openDomains } from './domains-world.ts'
import type { StoreKind } from './world.ts'

export const NONE = '00000000-0000-7000-8000-000000000000'
interface Resource {
  readonly id: string
  readonly version: number
}
interface People {
  readonly ada: Session
  readonly ann: Session
}

export class Migrations {
  readonly d: Domains
  readonly ada: Session
  readonly ann: Session
  readonly acme: string
  /** Ann's personal space. */
  readonly home: string
  readonly claimId: string
  constructor(d: Domains, { ada, ann }: People, claimId: string) {
    this.d = d
    this.ada = ada
    this.ann = ann
    this.acme = ada.orgId ?? ''
    this.home = ann.orgId ?? ''
    this.claimId = claimId
  }

  signUp(email: string, name: string, verified = true) {
    return signUpAt(this.d, email, name, verified)
  }
  async candidates(session = this.ada) {
    const list = await this.d.w.ask<MigrationCandidates[]>(session, 'migrations.candidates')
    const count = ({ claimId }: MigrationCandidates) =>
      this.d.w.ask<{ people: number }>(session, 'migrations.people', { claimId })
    return Promise.all(list.map(async (c) => ({ ...c, people: (await count(c)).people })))
  }
  offer(session = this.ada): Promise<{ offered: number; next: string | null }> {
    return this.d.w.ask(session, 'migrations.offer', { claimId: this.claimId })
  }
  mine(session = this.ann): Promise<MigrationOffer[]> {
    return this.d.w.ask(session, 'migrations.mine')
  }
  async offered(): Promise<string> {
    await this.offer()
    return (await this.mine())[0]?.id ?? ''
  }
  make(name: string, session = this.ann): Promise<Resource> {
    return this.d.w.ask(session, 'resources.create', { kind: 'chatbot', name, sizeBytes: 100 })
  }
  items(list: readonly { id: string }[]) {
    return list.map(({ id }) => ({ kind: 'chatbot', id }))
  }
  accept(offerId: string, list: readonly { id: string }[] = [], more: object = {}): Promise<MigrationOffer> {
    return this.d.w.ask(this.ann, 'migrations.accept', { offerId, items: this.items(list), ...more })
  }
  at(orgId: string, id: string) {
    return this.d.w.tenant(orgId).collection(resources).get(id)
  }
  annAt(orgId: string) {
    return this.d.w.tenant(orgId).collection(members).first(eq('email', 'ann@acme.test'))
  }
  async trail(orgId: string) {
    const sort = { field: 'sequence', direction: 'desc' } as const
    return (await this.d.w.tenant(orgId).collection(auditRecords).list({ sort, limit: 50 })).items
  }
  async events(orgId: string): Promise<string[]> {
    return (await this.d.w.tenant(orgId).collection(outbox).list({ limit: 500 })).items.map((e) => e.type)
  }
}

const signUpAt = ({ w }: Domains, email: string, name: string, verified = true) =>
  w.ask(w.operator, 'enrollment.signUp', { signUpId: randomUUID(), email, name, verified })

export async function openMigrations(kind: StoreKind): Promise<Migrations> {
  const d = await openDomains(kind)
  const { ada } = d.w
  await signUpAt(d, 'ann@acme.test', 'Ann')
  const ann = await d.w.api.newSession({ host: 'test', as: 'ann@acme.test' })
  return new Migrations(d, { ada, ann }, (await d.proved(ada, 'acme.test')).id)
}
