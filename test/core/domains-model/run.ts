/** One run: what happens, one after the other, and what must hold after each. */
import { expect } from 'vitest'
import type { Session } from '../../../src-main/api/index.ts'
import { LIVE_STATES } from '../../../src-preload/contract/domains.ts'
import { CastellanError, type ErrorCode } from '../../../src-preload/contract/errors.ts'
import { type Domains, HOUR } from '../domains-world.ts'
import { Claims } from './claims.ts'
import { Ground } from './ground.ts'
import { type Happening, isOfPeople } from './happenings.ts'
import { People } from './people.ts'

/** With what each may be refused: by the rule that the order of events breaks, and nothing else. */
const REFUSALS: { readonly [D in Happening['do']]: readonly ErrorCode[] } = {
  claim: ['CONFLICT'],
  widen: ['WRONG_STATE'],
  publish: [],
  unpublish: [],
  check: ['WRONG_STATE'],
  release: ['WRONG_STATE'],
  rule: ['BAD_INPUT'],
  signUp: [],
  invite: ['CONFLICT'],
  join: ['WRONG_STATE', 'EXPIRED', 'CONFLICT'],
  offer: ['WRONG_STATE'],
  moveIn: ['WRONG_STATE', 'CONFLICT'],
  decline: ['WRONG_STATE'],
  moveOut: ['WRONG_STATE', 'EXPIRED'],
  remove: [],
  wait: [],
}

export class Run {
  readonly #ground: Ground
  readonly #claims: Claims
  readonly #people: People
  private constructor(ground: Ground) {
    this.#ground = ground
    this.#claims = new Claims(ground)
    this.#people = new People(ground)
  }

  static async begin(d: Domains, name: string, seen: (what: string) => unknown): Promise<Run> {
    const admins: Session[] = []
    for (const slug of ['ant', 'bee', 'cow']) admins.push(await d.organization(`${slug}-${name}`))
    return new Run(new Ground(d, admins, name, seen))
  }

  /** Does it where it can be done. */
  async step(h: Happening): Promise<void> {
    try {
      if (await this.#does(h)) this.#ground.seen(h.do)
    } catch (error) {
      if (!(error instanceof CastellanError)) throw error
      expect(REFUSALS[h.do], `${h.do}: ${error.message}`).toContain(error.code)
    }
  }
  async holds(): Promise<void> {
    await this.#claims.hold()
    await this.#people.hold()
  }
  /** Gives up what is left, so that the re-checks of later runs have nothing to do with it. */
  async end(): Promise<void> {
    const { d, admins } = this.#ground
    for (const { id, orgId, state } of await this.#ground.claims()) {
      const admin = admins.find((a) => a.orgId === orgId)
      if (admin && LIVE_STATES.includes(state)) await d.release(admin, { id })
    }
    for (const admin of admins) d.w.api.endSession(admin)
  }

  async #does(h: Happening): Promise<boolean> {
    if (isOfPeople(h)) return this.#people.step(h)
    if (h.do !== 'wait') return this.#claims.step(h)
    this.#ground.d.w.wait(h.hours * HOUR)
    await this.#ground.d.recheck()
    return true
  }
}
