/** A world with a name server of its own, and what the tests of domains say often. */

import type { Session } from '../../src-main/api/index.ts'
import { openDns, type Rechecked, recheckDueClaims } from '../../src-main/enrollment/index.ts'
import { Across } from '../../src-main/store/across/index.ts'
import type { DomainClaim, DomainClaimDetail } from '../../src-preload/contract/domains.ts'
import { type DnsServer, startDns } from '../servers/index.ts'
import { openWorld, type StoreKind, type World } from './world.ts'

export const HOUR = 3_600_000
export const DAY = 24 * HOUR
export const reason = 'because the test says so'

type Released = { outcome: 'done'; result: DomainClaim } | { outcome: 'waiting'; approvalId: string }

export class Domains {
  readonly w: World
  readonly server: DnsServer
  constructor(w: World, server: DnsServer) {
    this.w = w
    this.server = server
  }
  close = async (): Promise<void> => {
    await this.w.close()
    await this.server.stop()
  }

  /** An organization of its own with its admin. */
  async organization(slug: string): Promise<Session> {
    const email = `admin@${slug}.example`
    await this.w.ask(this.w.operator, 'platform.create', {
      name: slug,
      slug,
      admin: { email, name: `${slug} admin` },
    })
    return this.w.as(email, slug)
  }
  claim(who: Session, domain: string, more: object = {}): Promise<DomainClaim> {
    return this.w.ask(who, 'domains.claim', { domain, roleId: 'member', ...more })
  }
  get(who: Session, { id }: { id: string }): Promise<DomainClaimDetail> {
    return this.w.ask(who, 'domains.get', { id })
  }
  check(who: Session, { id }: { id: string }): Promise<DomainClaimDetail> {
    return this.w.ask(who, 'domains.check', { id })
  }
  /** Publishes the records of these claims, and nothing else, at their domain. */
  publish(...claims: readonly DomainClaim[]): void {
    for (const claim of claims)
      this.server.set(claim.record.name, {
        txt: claims.filter((c) => c.domain === claim.domain).map((c) => c.record.value),
      })
  }
  unpublish(claim: DomainClaim): void {
    this.server.set(claim.record.name, { txt: ['v=spf1 -all'] })
  }
  /** A claim with its proof published and checked. */
  async proved(who: Session, domain: string, more: object = {}): Promise<DomainClaimDetail> {
    const claim = await this.claim(who, domain, more)
    this.publish(claim)
    let checked = await this.check(who, claim)
    // A busy machine may answer too late for the short patience of the tests.
    for (let i = 0; i < 5 && checked.lastCheck?.outcome === 'timeout'; i += 1)
      checked = await this.check(who, claim)
    return checked
  }
  async release(who: Session, claim: { id: string }): Promise<DomainClaim> {
    const { id, version } = await this.get(who, claim)
    const done = await this.w.ask<Released>(who, 'domains.release', { id, version, reason })
    if (done.outcome !== 'done') throw new Error('It waits for a second person.')
    return done.result
  }
  recheck(): Promise<Rechecked> {
    return recheckDueClaims(this.w.store, openDns([this.server.address], PATIENCE))
  }
  owner(domain: string) {
    return new Across(this.w.store).domains.owner(domain)
  }
}

const PATIENCE = { timeout: 800, tries: 1 }

export async function openDomains(kind: StoreKind): Promise<Domains> {
  const server = await startDns()
  return new Domains(await openWorld(kind, { dns: openDns([server.address], PATIENCE) }), server)
}
