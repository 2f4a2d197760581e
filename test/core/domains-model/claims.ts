/** What happens to the claims of a run, and that each domain has one owner at most. */
import { expect } from 'vitest'
import type { Session } from '../../../src-main/api/index.ts'
import {
  type DomainClaim,
  type DomainConflict,
  ENROLLING_STATES,
} from '../../../src-preload/contract/domains.ts'
import { reason } from '../domains-world.ts'
import type { Ground } from './ground.ts'
import { type OfClaims, pick } from './happenings.ts'

interface Claimed {
  readonly by: Session
  readonly claim: DomainClaim
  published: boolean
}
type Change = Exclude<OfClaims, { do: 'claim' | 'rule' }>['do']

export class Claims {
  readonly #ground: Ground
  readonly #claimed: Claimed[] = []
  constructor(ground: Ground) {
    this.#ground = ground
  }

  /** Whether it was done; false where there is nothing to do it with. */
  async step(h: OfClaims): Promise<boolean> {
    const { d, domain, admin, org } = this.#ground
    if (h.do === 'rule') return this.#rule(pick(await this.#conflicts(), h), org(h.who))
    if (h.do === 'claim') {
      const by = admin(h.who)
      const claim = await d.claim(by, domain(h.where), { includeSubdomains: h.wide })
      this.#claimed.push({ by, claim, published: false })
      return true
    }
    const claimed = pick(this.#claimed, h)
    if (claimed) await this.#change(h.do, claimed)
    return claimed !== undefined
  }

  async #change(what: Change, claimed: Claimed): Promise<void> {
    const { d } = this.#ground
    const { by, claim } = claimed
    switch (what) {
      case 'check':
        await d.check(by, claim)
        return
      case 'release':
        await d.release(by, claim)
        return
      case 'offer':
        await d.w.ask(by, 'migrations.offer', { claimId: claim.id })
        return
      case 'widen': {
        const { id, version, includeSubdomains } = await d.get(by, claim)
        await d.w.ask(by, 'domains.update', { id, version, includeSubdomains: !includeSubdomains })
        return
      }
      default:
        claimed.published = what === 'publish'
        this.#writeZone(claim.domain)
    }
  }

  #writeZone(domain: string): void {
    const held = this.#claimed.filter((c) => c.published && c.claim.domain === domain)
    const txt = ['v=spf1 -all', ...held.map((c) => c.claim.record.value)]
    this.#ground.d.server.set(`_castellan-challenge.${domain}`, { txt })
  }

  async #conflicts(): Promise<DomainConflict[]> {
    const { w } = this.#ground.d
    const page = await w.ask<{ items: DomainConflict[] }>(w.operator, 'domainConflicts.list', {})
    return page.items.filter((c) => this.#ground.domains.includes(c.domain))
  }

  async #rule(conflict: DomainConflict | undefined, winner: string): Promise<boolean> {
    if (!conflict) return false
    const { d } = this.#ground
    const { id, version, owner, claimants, domain } = conflict
    await d.w.ask(d.w.operator, 'domainConflicts.rule', { id, version, winner, reason })
    expect([owner, ...claimants].map((c) => c.orgId)).toContain(winner)
    expect(await d.owner(domain)).toMatchObject({ tenantId: winner, claimants: [], contested: false })
    return true
  }

  /** Whoever holds the domain by their claim is its owner, and those who wait for it are its claimants. */
  async hold(): Promise<void> {
    const { d, domains } = this.#ground
    const claims = await this.#ground.claims()
    for (const domain of domains) {
      const on = claims.filter((c) => c.domain === domain)
      const waiting = on.filter((c) => c.state === 'conflicted').map((c) => c.id)
      const holders = on.filter((c) => ENROLLING_STATES.includes(c.state))
      const owner = await d.owner(domain)
      const holding = owner && {
        id: owner.claimId,
        includeSubdomains: owner.includeSubdomains,
        contested: owner.contested,
      }
      expect(
        holders.map(({ id, includeSubdomains, contested }) => ({ id, includeSubdomains, contested })),
      ).toEqual(holding ? [holding] : [])
      expect((owner?.claimants ?? []).map((c) => c.claimId).sort()).toEqual(waiting.sort())
      expect(owner?.contested ?? false).toBe(waiting.length > 0)
    }
  }
}
