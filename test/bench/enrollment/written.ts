/** What one sign-up writes, and the same documents again under other ids: what the bare transactions write. */
import { randomUUID } from 'node:crypto'
import { v7 } from 'uuid'

/** Where a sign-up that enrolls leaves documents. The bench fails when it leaves some elsewhere too. */
export const WRITTEN = ['users', 'members', 'auditRecords', 'outbox', 'signUps'] as const
export type Written = (typeof WRITTEN)[number]

/** A document as the store's record, with the text that is searched where there is one. */
export interface Document {
  readonly id: string
  readonly orgId: string
  readonly [field: string]: unknown
}
export type Batch = { readonly [collection in Written]: readonly Document[] }

/** A sign-up's documents beside the organization's head after it. */
export interface Template {
  readonly documents: Batch
  readonly head: Document
}

/** What changes the head, as the store changes it. */
export interface HeadSet {
  readonly sequence: number
  readonly hash: unknown
  readonly accessEpoch: unknown
  readonly lastEventId: string
  readonly eventSequence: number
  readonly touched: unknown
  readonly updatedAt: string
}
export interface Writes {
  readonly documents: Batch
  readonly orgId: string
  readonly head: HeadSet
}

/** Another sign-up of the same organization, of the same size to the byte. Made before the clock runs. */
export class Copies {
  readonly #template: Template
  readonly #email: string
  constructor(template: Template) {
    this.#template = template
    this.#email = String(template.documents.users[0]?.['email'])
  }

  /** @param after sequence of the newest record of the organization's trail */
  next(after: number): Writes {
    const { documents, head } = this.#template
    let text = JSON.stringify(documents)
    for (const list of Object.values(documents))
      for (const { id } of list) text = text.replaceAll(id, id[14] === '7' ? v7() : randomUUID())
    const signUpId = String(documents.signUps[0]?.['signUpId'])
    text = text.replaceAll(signUpId, randomUUID()).replaceAll(this.#email, emailLike(this.#email))
    const made = JSON.parse(text) as Batch
    const auditRecords = made.auditRecords.map((record) => ({ ...record, sequence: after + 1 }))
    const set: HeadSet = {
      sequence: after + 1,
      hash: head['hash'],
      accessEpoch: head['accessEpoch'],
      lastEventId: made.outbox.at(-1)?.id ?? '',
      eventSequence: Number(made.outbox.at(-1)?.['sequence']),
      touched: head['touched'],
      updatedAt: new Date().toISOString(),
    }
    return { documents: { ...made, auditRecords }, orgId: head.orgId, head: set }
  }
}

/** As long as the other, so that the documents are of one size. */
function emailLike(email: string): string {
  const [local = '', domain] = email.split('@')
  return `${randomUUID().replaceAll('-', '').slice(0, local.length).padEnd(local.length, '0')}@${domain}`
}
