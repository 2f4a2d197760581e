/** What the tests of sign-ups say often, in a world with domains. */
import { randomUUID } from 'node:crypto'
import type { Session } from '../../src-main/api/index.ts'
import { eq } from '../../src-main/store/index.ts'
import { members, outbox } from '../../src-main/store/records/index.ts'
import type { AddressTrial, SignUpResult } from '../../src-preload/contract/enrollment.ts'
import type { Domains } from './domains-world.ts'

type OrgId = string | null | undefined

export class SignUps {
  readonly #d: Domains
  constructor(d: Domains) {
    this.#d = d
  }
  /** The sign-up service tells of somebody, with a verified address unless told otherwise. */
  signUp = (email: string, more: object = {}): Promise<SignUpResult> =>
    this.#d.w.ask(this.#d.w.operator, 'enrollment.signUp', {
      signUpId: randomUUID(),
      email,
      name: email.split('@')[0],
      verified: true,
      ...more,
    })
  tryIt = (who: Session, email: string, more: object = {}): Promise<AddressTrial> =>
    this.#d.w.ask(who, 'enrollment.tryAddress', { email, ...more })
  memberOf = (orgId: OrgId, email: string) =>
    this.#d.w
      .tenant(orgId ?? '')
      .collection(members)
      .first(eq('email', email))
  /** The types of the events that an organization has had. */
  events = async (orgId: OrgId): Promise<string[]> => {
    const list = this.#d.w.tenant(orgId ?? '').collection(outbox)
    return (await list.list({ limit: 500 })).items.map((e) => e.type)
  }
  contexts = async (email: string): Promise<{ slug: string; kind: string; roles: string[] }[]> =>
    this.#d.w.ask(await this.#d.w.api.newSession({ host: 'test', as: email }), 'session.contexts')
}
