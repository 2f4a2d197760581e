import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '../../src-main/api/index.ts'
import { releaseAllClaims } from '../../src-main/enrollment/index.ts'
import { auditRecords, domainClaims, heads, outbox } from '../../src-main/store/records/index.ts'
import { eraseEnded } from '../../src-main/tenancy/index.ts'
import type { Approval } from '../../src-preload/contract/approvals.ts'
import type { DomainClaimDetail, DomainConflict } from '../../src-preload/contract/domains.ts'
import type { SessionSignal } from '../../src-preload/contract/session.ts'
import { DAY, type Domains, HOUR, openDomains, reason } from './domains-world.ts'
import { STORES } from './world.ts'

describe.each(STORES)('a domain that two organizations prove on %s', (kind) => {
  let d: Domains
  let ada: Session
  let zoe: Session
  beforeAll(async () => {
    d = await openDomains(kind)
    ada = d.w.ada
    zoe = await d.organization('zebra')
  })
  afterAll(async () => {
    expect(d.w.defects).toEqual([])
    await d.close()
  })
  /** Acme has it; Zebra proved it too. */
  const conflict = async (
    domain: string,
    more: object = {},
  ): Promise<[DomainClaimDetail, DomainClaimDetail]> => {
    const owner = await d.proved(ada, domain)
    const claim = await d.claim(zoe, domain, more)
    d.publish(owner, claim)
    const claimant = await d.check(zoe, claim)
    return [await d.get(ada, owner), claimant]
  }
  /** All that the store holds of an organization that could tell of another. */
  const heldBy = async (who: Session): Promise<string> => {
    const db = d.w.tenant(who.orgId ?? '')
    const all = await Promise.all([
      db.collection(auditRecords).list({ limit: 500 }),
      db.collection(outbox).list({ limit: 500 }),
      db.collection(domainClaims).list({ limit: 500 }),
    ])
    return JSON.stringify(all)
  }
  const conflictOf = async (domain: string): Promise<DomainConflict> => {
    const page = await d.w.ask<{ items: DomainConflict[] }>(d.w.operator, 'domainConflicts.list', {})
    const found = page.items.find((c) => c.domain === domain)
    if (!found) throw new Error(`No conflict on ${domain}`)
    return found
  }

  it('stays with the owner; both see it with the times of the proofs and the history', async () => {
    const [owner, claimant] = await conflict('seen.example')
    expect(owner).toMatchObject({ state: 'verified', conflict: { part: 'owner' } })
    expect(claimant).toMatchObject({ state: 'conflicted', conflict: { part: 'claimant' } })
    expect(owner.conflict?.otherProofs).toEqual([claimant.provedAt])
    expect(claimant.conflict?.otherProofs).toEqual([owner.provedAt])
    expect(owner.history.map((h) => [h.side, h.what])).toEqual([
      ['own', 'claimed'],
      ['own', 'verified'],
      ['other', 'contested'],
    ])
    expect(claimant.history.map((h) => [h.side, h.what])).toEqual([
      ['own', 'claimed'],
      ['own', 'conflicted'],
    ])
    // Each side sees how the other's proof went, and when; nothing else of it.
    expect(owner.conflict?.otherHistory).toEqual(claimant.history.map(({ at, what }) => ({ at, what })))
    expect(claimant.conflict?.otherHistory).toEqual(
      owner.history.filter((h) => h.side === 'own').map(({ at, what }) => ({ at, what })),
    )
  })

  it('is nobody’s to see before the second proof: neither the owner nor the claim is told', async () => {
    const owner = await d.proved(ada, 'unseen.example')
    const claim = await d.claim(zoe, 'unseen.example')
    expect(await d.check(zoe, claim)).toMatchObject({ state: 'pending', conflict: null })
    expect(await d.get(ada, owner)).toMatchObject({ state: 'verified', conflict: null })
    expect((await d.get(ada, owner)).history.map((h) => h.what)).toEqual(['claimed', 'verified'])
  })

  it('tells neither side the other’s name, people or ids, anywhere', async () => {
    const [owner, claimant] = await conflict('nameless.example')
    await d.release(ada, owner)
    const seen = { acme: await heldBy(ada), zebra: await heldBy(zoe) }
    expect(seen.acme).not.toMatch(/zebra|zoe/i)
    expect(seen.zebra).not.toMatch(/acme|\bada\b/i)
    for (const [mine, theirs] of [
      [seen.acme, zoe],
      [seen.zebra, ada],
    ] as const)
      for (const id of [theirs.orgId, theirs.user?.id]) expect(mine).not.toContain(id)
    expect(seen.acme).not.toContain(claimant.id)
    expect(seen.zebra).not.toContain(reason)
  })

  it('goes to the waiting side in the transaction of a release, when its proof is fresh', async () => {
    const [owner, claimant] = await conflict('handed.example', { includeSubdomains: true, roleId: 'viewer' })
    await d.release(ada, owner)
    expect(await d.get(zoe, claimant)).toMatchObject({ state: 'verified', conflict: null })
    expect(await d.owner('handed.example')).toMatchObject({
      claimId: claimant.id,
      includeSubdomains: true,
      contested: false,
    })
    expect(await d.get(ada, owner)).toMatchObject({ state: 'released', conflict: null })
  })

  it('has to be proved again by a waiting side whose proof is older than 24 hours', async () => {
    const [owner, claimant] = await conflict('stale.example')
    d.w.wait(25 * HOUR)
    await d.release(ada, owner)
    const waiting = await d.get(zoe, claimant)
    expect(waiting).toMatchObject({ state: 'pending', conflict: null })
    expect(await d.owner('stale.example')).toBeUndefined()
    d.publish(claimant)
    await d.recheck()
    expect(await d.get(zoe, claimant)).toMatchObject({ state: 'verified' })
  })

  it('goes over when the owner’s proof is gone for good', async () => {
    const [owner, claimant] = await conflict('outlived.example')
    d.publish(claimant)
    for (let hours = 0; hours < 110; hours += 6) {
      d.w.wait(6 * HOUR)
      await d.recheck()
    }
    expect(await d.get(ada, owner)).toMatchObject({ state: 'lapsed', conflict: null })
    expect(await d.get(zoe, claimant)).toMatchObject({ state: 'verified', conflict: null })
  })

  it('is no longer contested when the waiting side gives up, or its proof is gone for 72 hours', async () => {
    const [first, released] = await conflict('given-up.example')
    await d.release(zoe, released)
    expect(await d.get(ada, first)).toMatchObject({ state: 'verified', conflict: null })
    const [second, faded] = await conflict('faded.example')
    d.publish(second)
    for (let hours = 0; hours < 90; hours += 12) {
      d.w.wait(12 * HOUR)
      await d.recheck()
    }
    expect(await d.get(zoe, faded)).toMatchObject({ state: 'pending', conflict: null })
    expect(await d.get(ada, second)).toMatchObject({ state: 'verified', conflict: null })
    expect((await d.get(ada, second)).history.at(-1)).toMatchObject({
      side: 'other',
      what: 'otherGaveUp',
      by: '',
    })
  })

  it('has one owner however many prove it in the same instant', async () => {
    const others = await Promise.all(
      ['rush1', 'rush2', 'rush3', 'rush4', 'rush5'].map((slug) => d.organization(slug)),
    )
    const claims = []
    for (const who of others) claims.push({ who, claim: await d.claim(who, 'rush.example') })
    d.publish(...claims.map((c) => c.claim))
    const states = await Promise.all(claims.map(async ({ who, claim }) => (await d.check(who, claim)).state))
    expect(states.sort()).toEqual(['conflicted', 'conflicted', 'conflicted', 'conflicted', 'verified'])
    expect((await d.owner('rush.example'))?.claimants).toHaveLength(4)
  })

  it('a sub-domain of another’s domain is a claim of its own, and no conflict', async () => {
    const owner = await d.proved(ada, 'parent.example', { includeSubdomains: true })
    const below = await d.proved(zoe, 'dept.parent.example')
    expect(below).toMatchObject({ state: 'verified', conflict: null })
    expect(await d.get(ada, owner)).toMatchObject({ conflict: null })
  })

  it('goes to the winner of a ruling by an operator, who sees both names; the other claim is refused with the reason', async () => {
    const [owner, claimant] = await conflict('ruled.example')
    const { id, version, ...seen } = await conflictOf('ruled.example')
    expect(seen).toMatchObject({ owner: { slug: 'acme' }, claimants: [{ slug: 'zebra' }] })
    // Names of organizations, but of none of their people.
    expect(JSON.stringify(seen)).not.toMatch(/Ada|zebra admin/)
    const ruling = { id, version, winner: zoe.orgId, reason: 'the trade register says so' }
    expect(await d.w.code(ada, 'domainConflicts.rule', ruling)).toBe('FORBIDDEN')
    await d.w.ask(d.w.operator, 'domainConflicts.rule', ruling)
    expect(await d.get(ada, owner)).toMatchObject({ state: 'refused', conflict: null })
    expect(await d.get(zoe, claimant)).toMatchObject({ state: 'verified', conflict: null })
    expect((await d.get(ada, owner)).history.at(-1)).toMatchObject({
      side: 'platform',
      what: 'ruledAgainst',
      reason: 'the trade register says so',
    })
    // The ruling is on what the operator saw.
    expect(await d.w.code(d.w.operator, 'domainConflicts.rule', ruling)).toBe('NOT_FOUND')
  })

  it('is told to every open session of the operators, also in another process, and to nobody else', async () => {
    const elsewhere = await d.w.second()
    const operator = await elsewhere.newSession({ host: 'test', as: 'operator@platform.example' })
    const heard = async (ask: (path: string[]) => Promise<unknown>): Promise<AsyncIterator<SessionSignal>> =>
      ((await ask(['session', 'watch'])) as AsyncIterable<SessionSignal>)[Symbol.asyncIterator]()
    const here = await heard((path) => d.w.api.call(d.w.operator, path, undefined))
    const there = await heard((path) => elsewhere.call(operator, path, undefined))
    const conflictTold = async (signals: AsyncIterator<SessionSignal>): Promise<void> => {
      for (;;) {
        const { value } = await signals.next()
        if (value?.kind === 'changed' && value.collections.includes('domainOwners')) return
      }
    }
    const told = [conflictTold(here), conflictTold(there)]
    const [, claimant] = await conflict('told.example')
    await Promise.all(told)
    const again = [conflictTold(here), conflictTold(there)]
    await d.release(zoe, claimant)
    await Promise.all(again)
    for (const signals of [here, there]) await signals.return?.()
    // What nobody contests is nothing that the operators are told of.
    const head = async () =>
      (
        await d.w
          .tenant(d.w.operator.orgId ?? '')
          .collection(heads)
          .list({ limit: 1 })
      ).items[0]
    const before = await head()
    await d.release(ada, await d.proved(ada, 'quiet.example'))
    expect(await head()).toEqual(before)
  })

  it('stays with the owner by a ruling for it', async () => {
    const [owner, claimant] = await conflict('kept.example')
    const { id, version } = await conflictOf('kept.example')
    const input = { id, version, winner: ada.orgId, reason }
    expect(await d.w.code(d.w.operator, 'domainConflicts.rule', { ...input, winner: id })).toBe('BAD_INPUT')
    expect(await d.w.code(d.w.operator, 'domainConflicts.rule', { ...input, version: version + 1 })).toBe(
      'VERSION_CONFLICT',
    )
    await d.w.ask(d.w.operator, 'domainConflicts.rule', input)
    expect(await d.get(zoe, claimant)).toMatchObject({ state: 'refused', conflict: null })
    expect(await d.get(ada, owner)).toMatchObject({ state: 'verified', conflict: null })
  })

  it('goes over when its owner’s organization is closed for good', async () => {
    const gone = await d.organization('gone')
    const owner = await d.proved(gone, 'closed.example')
    const claim = await d.claim(zoe, 'closed.example')
    d.publish(owner, claim)
    expect(await d.check(zoe, claim)).toMatchObject({ state: 'conflicted' })
    const { version } = await d.w.ask<{ version: number }>(gone, 'organizations.current')
    await d.w.ask(gone, 'organizations.close', { version, confirmName: 'gone', reason })
    d.w.wait(29 * DAY + 13 * HOUR)
    await d.check(zoe, claim)
    d.w.wait(12 * HOUR)
    await eraseEnded(d.w.store, new AbortController().signal, { release: [releaseAllClaims] })
    expect(await d.get(zoe, claim)).toMatchObject({ state: 'verified', conflict: null })
  })

  describe('where a policy asks for a second person', () => {
    type Asked = { outcome: 'waiting'; approvalId: string }
    let yaks: Session
    let second: Session
    let operator2: Session
    beforeAll(async () => {
      yaks = await d.organization('yaks')
      await d.w.ask(yaks, 'members.add', { email: 'two@yaks.example', name: 'Two', roleIds: ['admin'] })
      second = await d.w.as('two@yaks.example', 'yaks')
      const operator = { email: 'two@platform.example', name: 'Second', roleIds: ['admin'] }
      await d.w.ask(d.w.operator, 'members.add', operator)
      operator2 = await d.w.as('two@platform.example', 'platform')
    })
    const contested = async (domain: string): Promise<[DomainClaimDetail, DomainClaimDetail]> => {
      const owner = await d.proved(yaks, domain)
      const claim = await d.claim(zoe, domain)
      d.publish(owner, claim)
      return [owner, await d.check(zoe, claim)]
    }
    const giveUp = async (claim: DomainClaimDetail): Promise<string> => {
      const { id, version } = await d.get(yaks, claim)
      const asked = await d.w.ask<Asked>(yaks, 'domains.release', { id, version, reason })
      expect(asked.outcome).toBe('waiting')
      return asked.approvalId
    }

    it('an uncontested claim is given up at once, a contested one when somebody else agrees', async () => {
      const free = await d.proved(yaks, 'free.example')
      await d.release(yaks, free)
      const [owner, claimant] = await contested('agreed.example')
      const id = await giveUp(owner)
      expect(await d.get(yaks, owner)).toMatchObject({ state: 'verified' })
      expect(await d.w.code(yaks, 'approvals.approve', { id })).toBe('FORBIDDEN')
      const shown = await d.w.ask<Approval>(second, 'approvals.get', { id })
      expect(shown).toMatchObject({ kind: 'domainConflict', title: 'Give up agreed.example' })
      expect(JSON.stringify(shown)).not.toMatch(/zebra/i)
      // The re-check of every day changes nothing of what was shown.
      d.w.wait(13 * HOUR)
      await d.recheck()
      expect(await d.w.ask(second, 'approvals.approve', { id })).toMatchObject({ state: 'approved' })
      expect(await d.get(yaks, owner)).toMatchObject({ state: 'released' })
      expect(await d.get(zoe, claimant)).toMatchObject({ state: 'verified' })
    })
    it('a conflict that ended meanwhile ends the request: it would do something else', async () => {
      const [owner, claimant] = await contested('calm.example')
      const id = await giveUp(owner)
      await d.release(zoe, claimant)
      expect(await d.w.ask(second, 'approvals.approve', { id })).toMatchObject({
        state: 'failed',
        failedBecause: 'changed',
      })
      expect(await d.get(yaks, owner)).toMatchObject({ state: 'verified', conflict: null })
    })
    it('a ruling waits for a second operator, and is carried out as it was shown', async () => {
      const [owner, claimant] = await contested('second.example')
      const { id, version } = await conflictOf('second.example')
      const asked = await d.w.ask<Asked>(d.w.operator, 'domainConflicts.rule', {
        id,
        version,
        winner: zoe.orgId,
        reason,
      })
      expect(await d.get(yaks, owner)).toMatchObject({ state: 'verified' })
      const shown = await d.w.ask<Approval>(operator2, 'approvals.get', { id: asked.approvalId })
      expect(shown.changes).toEqual([
        { what: 'domain', name: 'second.example', before: 'yaks', after: 'zebra' },
        { what: 'claim', name: 'yaks', before: 'proved', after: 'refused' },
      ])
      d.w.wait(13 * HOUR)
      await d.recheck()
      expect(await d.w.ask(operator2, 'approvals.approve', { id: asked.approvalId })).toMatchObject({
        state: 'approved',
      })
      expect(await d.get(yaks, owner)).toMatchObject({ state: 'refused' })
      expect(await d.get(zoe, claimant)).toMatchObject({ state: 'verified' })
    })
    it('an operator closes an organization with a second one, by the policy of the operators', async () => {
      const target = await d.organization('to-close')
      const current = () =>
        d.w.ask<{ version: number; state: string }>(d.w.operator, 'platform.get', { id: target.orgId })
      const { version } = await current()
      const asked = await d.w.ask<Asked>(d.w.operator, 'platform.close', {
        id: target.orgId,
        version,
        reason,
      })
      expect(asked.outcome).toBe('waiting')
      expect((await current()).state).toBe('active')
      await d.w.ask(operator2, 'approvals.approve', { id: asked.approvalId })
      expect((await current()).state).toBe('closing')
    })
  })
})
