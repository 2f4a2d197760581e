import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '../../src-main/api/index.ts'
import { domainClaims, members } from '../../src-main/store/records/index.ts'
import { type DomainClaim, ENROLLING_STATES } from '../../src-preload/contract/domains.ts'
import { CastellanError } from '../../src-preload/contract/errors.ts'
import { type Domains, HOUR, openDomains } from './domains-world.ts'
import { STORES } from './world.ts'

/** What can happen to two domains among three organizations, in any order. */
const who = fc.nat(2)
const where = fc.nat(1)
const happening = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('claim' as const), who, where }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('publish' as const), who, where }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('unpublish' as const), who, where }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('check' as const), who, where }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('release' as const), who, where }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('signUp' as const), who, where }) },
  // Over a day: a re-check is due; over the grace period; over the time to prove.
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      who,
      where,
      hours: fc.constantFrom(25, 80, 400),
    }),
  },
)
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never

interface SignedUp {
  readonly outcome: string
  readonly memberId: string | null
}

describe.each(STORES)('any sequence of claims, proofs, releases, lapses and sign-ups on %s', (kind) => {
  let d: Domains
  let admins: Session[]
  let run = 0
  /** Members whom a sign-up enrolled, by membership; over all runs, since the organizations stay. */
  const enrolled = new Map<string, number>()
  const founders = new Set<string>()
  beforeAll(async () => {
    d = await openDomains(kind)
    admins = [d.w.ada, await d.organization('zebra'), await d.organization('yak')]
    for (const m of await everybody()) founders.add(m.id)
  })
  afterAll(async () => {
    expect(d.w.defects).toEqual([])
    await d.close()
  })
  const tenants = () => admins.map((a) => d.w.tenant(a.orgId ?? ''))
  const everybody = async () =>
    (await Promise.all(tenants().map((t) => t.collection(members).list({ limit: 500 })))).flatMap(
      (p) => p.items,
    )
  const claimsOn = async (domain: string) =>
    (await Promise.all(tenants().map((t) => t.collection(domainClaims).list({ limit: 500 })))).flatMap((p) =>
      p.items.filter((c) => c.domain === domain),
    )

  class Run {
    readonly #domains = [`left-${kind}-${run}.example`, `right-${kind}-${run}.example`]
    readonly #claims = new Map<string, DomainClaim>()
    readonly #published = new Set<string>()
    #people = 0

    #domain = (i: number): string => this.#domains[i] ?? ''
    #admin = (i: number): Session => admins[i] ?? d.w.ada
    #key = (h: Happening): string => `${h.who} ${h.where}`

    #zone(at: number): void {
      const held = [...this.#claims]
        .filter(([key]) => key.endsWith(` ${at}`) && this.#published.has(key))
        .map(([, claim]) => claim.record.value)
      d.server.set(`_castellan-challenge.${this.#domain(at)}`, { txt: ['v=spf1 -all', ...held] })
    }

    /** Does it where it can be done; what is refused by a rule is refused with a typed error. */
    async step(h: Happening): Promise<void> {
      const key = this.#key(h)
      const claim = this.#claims.get(key)
      try {
        switch (h.do) {
          case 'claim':
            this.#claims.set(key, await d.claim(this.#admin(h.who), this.#domain(h.where)))
            break
          case 'publish':
          case 'unpublish':
            if (h.do === 'publish') this.#published.add(key)
            else this.#published.delete(key)
            break
          case 'check':
            if (claim) await d.check(this.#admin(h.who), claim)
            break
          case 'release':
            if (claim) await d.release(this.#admin(h.who), claim)
            break
          case 'signUp':
            await this.#signUp(h)
            break
          case 'wait':
            d.w.wait(h.hours * HOUR)
            await d.recheck()
        }
      } catch (error) {
        if (!(error instanceof CastellanError)) throw error
        expect(['CONFLICT', 'WRONG_STATE']).toContain(error.code)
      }
      this.#zone(h.where)
    }

    async #signUp(h: Happening): Promise<void> {
      this.#people += 1
      const email = `p${this.#people}@${this.#domain(h.where)}`
      const input = { signUpId: randomUUID(), email, name: `P ${this.#people}`, verified: true }
      const first = await d.w.ask<SignedUp>(d.w.operator, 'enrollment.signUp', input)
      // The same again changes nothing.
      expect(await d.w.ask(d.w.operator, 'enrollment.signUp', input)).toEqual(first)
      if (first.outcome === 'enrolled' && first.memberId)
        enrolled.set(first.memberId, (enrolled.get(first.memberId) ?? 0) + 1)
    }

    async holds(): Promise<void> {
      for (const domain of this.#domains) {
        const holding = (await claimsOn(domain)).filter((c) => ENROLLING_STATES.includes(c.state))
        const owner = await d.owner(domain)
        expect(holding.map((c) => c.id)).toEqual(owner ? [owner.claimId] : [])
      }
      for (const m of await everybody()) {
        const bySignUp = enrolled.get(m.id) ?? 0
        const ways = [founders.has(m.id) && m.source === 'created', m.source === 'domain' && bySignUp === 1]
        expect(ways.filter(Boolean)).toHaveLength(1)
      }
    }
  }

  it('leaves at most one verified owner a domain, and every member explained by exactly one source', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 4, maxLength: 16 }), async (list) => {
        run += 1
        const one = new Run()
        // By chance alone a proof is rare, so each run begins with one.
        const proof = (['claim', 'publish', 'check'] as const).map((what) => ({ do: what, who: 0, where: 0 }))
        for (const h of [...proof, ...list]) {
          await one.step(h)
          await one.holds()
        }
      }),
      { numRuns: 25, endOnFailure: true },
    )
    // Proofs and enrollments were among what happened; else nothing was shown.
    expect(enrolled.size).toBeGreaterThan(5)
  }, 600_000)
})
