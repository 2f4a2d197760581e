/** What one process remembers of a tenant for the next sign-up, while another process changes it. */
import { randomBytes, randomUUID } from 'node:crypto'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Session } from '../../src-main/api/index.ts'
import { signUp as signUpTo } from '../../src-main/enrollment/index.ts'
import type { Adapter } from '../../src-main/store/adapter.ts'
import { Store } from '../../src-main/store/index.ts'
import { domainClaims, heads, organizations } from '../../src-main/store/records/index.ts'
import { platformUnit, type Work } from '../../src-main/work/index.ts'
import type { SignUpResult } from '../../src-preload/contract/enrollment.ts'
import { type Domains, openDomains } from './domains-world.ts'
import { openAddress, openStore } from './stores.ts'
import { STORES } from './world.ts'

const CAUSE = { action: 'test.changed', host: 'test', because: 'the test says so' }

/** The same adapter; `read` takes the collections that its transactions read from. */
const listening = (adapter: Adapter, read: string[]): Adapter =>
  through(adapter, {
    transaction: (work) =>
      adapter.transaction((session) =>
        work(
          through(session, {
            find: (spec, ...rest) => {
              read.push(spec.name)
              return session.find(spec, ...rest)
            },
            get: (spec, ...rest) => {
              read.push(spec.name)
              return session.get(spec, ...rest)
            },
          }),
        ),
      ),
  })
const through = <T extends object>(whole: T, parts: Partial<T>): T =>
  new Proxy(whole, {
    get: (target, key) => {
      const part = Reflect.get(key in parts ? parts : target, key)
      return typeof part === 'function' ? part.bind(key in parts ? parts : target) : part
    },
  })

describe.each(STORES)('a sign-up after another one at the domain on %s', (kind) => {
  let d: Domains
  let other: Store
  beforeAll(async () => {
    d = await openDomains(kind)
    other = await openStore(d.w.address)
  })
  afterAll(async () => {
    expect(d.w.defects).toEqual([])
    await other.close()
    await d.close()
  })

  let admin: Session
  let domain: string
  let n = 0
  beforeEach(async () => {
    n += 1
    admin = await d.organization(`recent-${n}`)
    domain = `recent-${n}.test`
    await d.proved(admin, domain)
    // Two, so that the claim is known from the first and held over the second.
    expect((await signUp()).outcome).toBe('enrolled')
    expect((await signUp()).outcome).toBe('enrolled')
  })
  const signUp = (local = randomUUID().slice(0, 8)): Promise<SignUpResult> =>
    d.w.ask(d.w.operator, 'enrollment.signUp', {
      signUpId: randomUUID(),
      email: `${local}@${domain}`,
      name: 'Nell',
      verified: true,
    })
  const tenant = () => d.w.tenant(admin.orgId ?? '')
  const head = async () =>
    (
      await tenant()
        .collection(heads)
        .get(admin.orgId ?? '')
    )?.version ?? 0
  const elsewhere = (step: (work: Work, orgId: string) => Promise<unknown>): Promise<unknown> =>
    platformUnit(other, CAUSE, (work) => step(work, admin.orgId ?? ''))
  const changeClaim = (patch: object) =>
    elsewhere(async (work, orgId) => {
      const claims = work.across.tenant(orgId).collection(domainClaims)
      const [claim] = (await claims.list({ limit: 1 })).items
      if (claim) await claims.update(claim, patch)
    })
  const roleOf = async ({ memberId }: SignUpResult) =>
    (await d.w.ask<{ roleIds: string[] }>(admin, 'members.get', { id: memberId })).roleIds

  it('reads nothing again', async () => {
    const read: string[] = []
    const adapter = await openAddress(d.w.address)
    const store = new Store(listening(adapter, read), {
      cursorKey: randomBytes(32),
      now: () => new Date(),
      newId: v7,
    })
    const come = async (): Promise<string[]> => {
      const told = {
        signUpId: randomUUID(),
        email: `${randomUUID()}@${domain}`,
        name: 'Nell',
        verified: true,
      }
      read.length = 0
      expect((await platformUnit(store, CAUSE, (work) => signUpTo(work, told))).outcome).toBe('enrolled')
      return [...read]
    }
    try {
      expect(await come()).toEqual(['users', 'domainClaims', 'heads'])
      expect(await come()).toEqual([])
      // Somebody else changed it: one attempt in vain, whose head is not the tenant's any more.
      await changeClaim({ roleId: 'viewer' })
      expect(await come()).toEqual(['heads', 'users', 'domainClaims', 'heads'])
    } finally {
      await store.close()
    }
  })

  it('gives the role that the claim has by now', async () => {
    await changeClaim({ roleId: 'viewer' })
    expect(await roleOf(await signUp())).toEqual(['viewer'])
    expect(await roleOf(await signUp())).toEqual(['viewer'])
  })

  it('enrolls nobody for a claim that was released', async () => {
    await changeClaim({ state: 'released', live: 'no' })
    expect(await signUp()).toMatchObject({ outcome: 'personal', because: 'noClaim', orgId: null })
  })

  it('keeps to a limit of seats that was lowered, and takes the room that was made', async () => {
    const seats = (limit: number) =>
      elsewhere(async (work, orgId) => {
        const list = work.across.tenant(orgId).collection(organizations)
        const organization = await list.require(orgId, 'organization')
        await list.update(organization, { limits: { ...organization.limits, seats: limit } })
      })
    await seats(3)
    expect((await signUp()).outcome).toBe('waiting')
    await seats(4)
    expect((await signUp()).outcome).toBe('enrolled')
    expect((await signUp()).outcome).toBe('waiting')
  })

  it('enrolls nobody while the organization is suspended', async () => {
    await elsewhere(async (work, orgId) => {
      const list = work.across.tenant(orgId).collection(organizations)
      await list.update(await list.require(orgId, 'organization'), { state: 'suspended' })
    })
    expect(await signUp()).toMatchObject({ outcome: 'personal', because: 'organizationNotActive' })
  })

  it('enrolls again once another process says that the organization goes on', async () => {
    const { id, version } = await tenant()
      .collection(organizations)
      .require(admin.orgId ?? '', 'organization')
    await d.w.ask(d.w.operator, 'platform.suspend', { id, version, reason: 'because the test says so' })
    expect((await signUp()).because).toBe('organizationNotActive')
    await elsewhere(async (work, orgId) => {
      const list = work.across.tenant(orgId).collection(organizations)
      await list.update(await list.require(orgId, 'organization'), { state: 'active' })
    })
    expect((await signUp()).outcome).toBe('enrolled')
  })

  it('follows what this process itself changes', async () => {
    const [claim] = (await tenant().collection(domainClaims).list({ limit: 1 })).items
    if (!claim) throw new Error('There is no claim.')
    await d.w.ask(admin, 'domains.update', { id: claim.id, version: claim.version, roleId: 'viewer' })
    expect(await roleOf(await signUp())).toEqual(['viewer'])
  })

  it('goes on in one chain with what another process wrote, each change once', async () => {
    const before = await head()
    for (let i = 0; i < 3; i += 1) {
      await elsewhere(async (work, orgId) => {
        work.recordIn(orgId, { resourceType: 'organization', resourceId: orgId, summary: 'Something else' })
      })
      await signUp()
    }
    expect(await head()).toBe(before + 6)
    expect(await d.w.ask(admin, 'audit.verify')).toMatchObject({ intact: true })
  })

  it('knows who was there before', async () => {
    const was = { signUpId: randomUUID(), email: `nell@${domain}`, name: 'Nell', verified: true }
    const first = await d.w.ask<SignUpResult>(d.w.operator, 'enrollment.signUp', was)
    expect((await signUp()).outcome).toBe('enrolled')
    expect(await d.w.ask(d.w.operator, 'enrollment.signUp', was)).toEqual(first)
    expect((await signUp()).outcome).toBe('enrolled')
    expect((await signUp('nell')).outcome).toBe('member')
    expect((await signUp()).outcome).toBe('enrolled')
    const taken = { ...was, email: `somebody@${domain}` }
    expect(await d.w.code(d.w.operator, 'enrollment.signUp', taken)).toBe('CONFLICT')
  })

  it('leaves nothing twice of a person who came twice at once', async () => {
    const done = await Promise.all([signUp('twin'), signUp('twin')])
    expect(done.map((r) => r.outcome).sort()).toEqual(['enrolled', 'member'])
  })
})
