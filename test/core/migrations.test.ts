import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Session } from '../../src-main/api/index.ts'
import { Across } from '../../src-main/store/across/index.ts'
import { eq } from '../../src-main/store/index.ts'
import { auditRecords, members, outbox, resources } from '../../src-main/store/records/index.ts'
import type {
  MigrationCandidates,
  MigrationOffer,
  MigrationPreview,
} from '../../src-preload/contract/migrations.ts'
import { DAY, type Domains, openDomains, reason } from './domains-world.ts'
import { STORES } from './world.ts'

const NONE = '00000000-0000-7000-8000-000000000000'
interface Resource {
  readonly id: string
  readonly version: number
}

describe.each(STORES)('migrations on %s', (kind) => {
  let d: Domains
  let ada: Session
  let acme: string
  /** Has had an account of her own for long. */
  let ann: Session
  let home: string
  let claimId: string
  beforeEach(async () => {
    d = await openDomains(kind)
    ada = d.w.ada
    acme = ada.orgId ?? ''
    await signUp('ann@acme.test', 'Ann')
    ann = await d.w.api.newSession({ host: 'test', as: 'ann@acme.test' })
    home = ann.orgId ?? ''
    claimId = (await d.proved(ada, 'acme.test')).id
  })
  afterEach(async () => {
    expect(d.w.defects).toEqual([])
    await d.close()
  })
  const signUp = (email: string, name: string, verified = true) =>
    d.w.ask(d.w.operator, 'enrollment.signUp', { signUpId: randomUUID(), email, name, verified })
  const candidates = async (session = ada) => {
    const list = await d.w.ask<MigrationCandidates[]>(session, 'migrations.candidates')
    const count = ({ claimId }: MigrationCandidates) =>
      d.w.ask<{ people: number }>(session, 'migrations.people', { claimId })
    return Promise.all(list.map(async (c) => ({ ...c, people: (await count(c)).people })))
  }
  const offer = (session = ada) =>
    d.w.ask<{ offered: number; next: string | null }>(session, 'migrations.offer', { claimId })
  const mine = (session = ann) => d.w.ask<MigrationOffer[]>(session, 'migrations.mine')
  const offered = async (): Promise<string> => {
    await offer()
    return (await mine())[0]?.id ?? ''
  }
  const make = (name: string, session = ann) =>
    d.w.ask<Resource>(session, 'resources.create', { kind: 'chatbot', name, sizeBytes: 100 })
  const items = (list: readonly { id: string }[]) => list.map(({ id }) => ({ kind: 'chatbot', id }))
  const accept = (offerId: string, list: readonly { id: string }[] = [], more: object = {}) =>
    d.w.ask<MigrationOffer>(ann, 'migrations.accept', { offerId, items: items(list), ...more })
  const at = (orgId: string, id: string) => d.w.tenant(orgId).collection(resources).get(id)
  const annAt = (orgId: string) => d.w.tenant(orgId).collection(members).first(eq('email', 'ann@acme.test'))
  const trail = async (orgId: string) =>
    (
      await d.w
        .tenant(orgId)
        .collection(auditRecords)
        .list({ sort: { field: 'sequence', direction: 'desc' }, limit: 50 })
    ).items
  const events = async (orgId: string) =>
    (await d.w.tenant(orgId).collection(outbox).list({ limit: 500 })).items.map((e) => e.type)

  it('the admin learns how many people of the domain have an account, and never who', async () => {
    await signUp('bob@acme.test', 'Bob')
    // Bob came after the proof: he is enrolled, and nobody to be asked.
    expect(await candidates()).toEqual([
      { claimId, domain: 'acme.test', unicode: 'acme.test', people: 1, offered: 0, accepted: 0, declined: 0 },
    ])
    expect(await offer()).toMatchObject({ offered: 1, next: null })
    expect(await offer()).toMatchObject({ offered: 0, next: null })
    expect(await candidates()).toMatchObject([{ people: 0, offered: 1 }])
    expect(JSON.stringify(await trail(acme))).not.toMatch(/ann@/i)
    expect(await d.w.code(await d.w.as('bob@acme.test'), 'migrations.candidates')).toBe('FORBIDDEN')
  })

  it('a look-alike domain, a sub-domain that is not covered and one that another organization holds are not counted', async () => {
    const other = await d.organization('other')
    for (const email of ['eve@evilacme.test', 'sue@sub.acme.test', 'tim@tim.wide.test', 'tom@wide.test'])
      await signUp(email, email.split('@')[0] ?? '')
    expect(await candidates()).toMatchObject([{ people: 1 }])
    const wide = await d.proved(ada, 'wide.test', { includeSubdomains: true })
    const ofWide = async () => (await candidates()).find((c) => c.claimId === wide.id)?.people
    expect(await ofWide()).toBe(2)
    await d.proved(other, 'tim.wide.test')
    expect(await ofWide()).toBe(1)
  })

  it('a domain of many accounts is looked at page by page, to count them and to make the offers', async () => {
    for (let n = 0; n < 6; n += 1) await signUp(`early${n}@wide.test`, `Early ${n}`)
    const wide = await d.proved(ada, 'wide.test')
    await signUp('late@wide.test', 'Late')
    const look = async (procedure: string, claim = wide.id) => {
      const pages: { looked: number; people?: number; offered?: number }[] = []
      const cursors: string[] = []
      for (let cursor: string | undefined; ; ) {
        const input = { claimId: claim, limit: 3, cursor }
        const { next, ...page } = await d.w.ask<(typeof pages)[number] & { next: string | null }>(
          ada,
          procedure,
          input,
        )
        pages.push(page)
        if (next === null) return { pages, cursors }
        cursors.push(next)
        cursor = next
      }
    }
    const counted = await look('migrations.people')
    expect(counted.pages).toEqual([
      { people: 3, looked: 3 },
      { people: 3, looked: 3 },
      { people: 0, looked: 1 },
    ])
    // Where a page ends is a person, and not told.
    const users = await new Across(d.w.store).usersByEmail([2, 5].map((n) => `early${n}@wide.test`))
    expect(users).toHaveLength(2)
    for (const cursor of counted.cursors)
      for (const part of cursor.split('.'))
        for (const { id, email } of users)
          expect(Buffer.from(part, 'base64url').toString('latin1')).not.toMatch(new RegExp(`${id}|${email}`))
    const [cursor] = counted.cursors
    expect(await d.w.code(ada, 'migrations.people', { claimId, cursor })).toBe('BAD_INPUT')
    expect(await d.w.code(ada, 'migrations.offer', { claimId: wide.id, cursor: `x${cursor}` })).toBe(
      'BAD_INPUT',
    )
    expect((await look('migrations.offer')).pages.map((p) => p.offered)).toEqual([3, 3, 0])
    expect((await look('migrations.people')).pages.map((p) => p.people)).toEqual([0, 0, 0])
  })

  it('the person sees the offer wherever they are, and nobody else does', async () => {
    const id = await offered()
    expect(await mine()).toMatchObject([
      {
        id,
        state: 'offered',
        orgId: acme,
        orgName: 'Acme',
        domain: 'acme.test',
        roles: ['Member'],
        closed: '',
      },
    ])
    expect(await mine(ada)).toEqual([])
    for (const procedure of ['accept', 'decline', 'undo', 'preview'])
      expect(await d.w.code(ada, `migrations.${procedure}`, { offerId: id })).toBe('NOT_FOUND')
    expect(await d.w.code(ann, 'migrations.accept', { offerId: NONE })).toBe('NOT_FOUND')
    expect(await annAt(acme)).toBeUndefined()
  })

  it('moves in with what was chosen, with the role of the domain, billed to the organization', async () => {
    const id = await offered()
    const [takes, keeps] = [await make('Takes'), await make('Keeps')]
    const preview = await d.w.ask<MigrationPreview>(ann, 'migrations.preview', {
      offerId: id,
      items: items([takes]),
    })
    expect(preview).toMatchObject({ items: [{ name: 'Takes' }], stays: 1, obstacles: [] })
    expect(await accept(id, [takes], { visibility: 'organization' })).toMatchObject({
      state: 'accepted',
      moved: 1,
    })
    expect(await annAt(acme)).toMatchObject({
      name: 'Ann',
      source: 'migrated',
      roleIds: ['member'],
      billedTo: acme,
      claimId,
    })
    expect(await at(acme, takes.id)).toMatchObject({ visibility: 'organization', creatorName: 'Ann' })
    expect(await at(home, takes.id)).toBeUndefined()
    expect(await at(home, keeps.id)).toBeDefined()
    expect(await events(acme)).toEqual(
      expect.arrayContaining([
        'migration.offered',
        'member.joined',
        'resource.received',
        'migration.accepted',
      ]),
    )
    expect(await events(home)).toContain('resource.transferred')
    expect((await trail(acme)).map((r) => r.action)).toEqual(
      expect.arrayContaining(['migration.accepted', 'resource.received']),
    )
    for (const orgId of [acme, home]) {
      const session = await d.w.as('ann@acme.test', orgId)
      expect(session.orgId).toBe(orgId)
    }
    expect(await d.w.ask(ada, 'audit.verify')).toMatchObject({ intact: true })
  })

  it('sent again it changes nothing and answers alike; with another choice it is too late', async () => {
    const id = await offered()
    const [one, two] = [await make('One'), await make('Two')]
    const both = await Promise.all([accept(id, [one]), accept(id, [one])])
    expect(both[0]).toEqual(both[1])
    expect((await events(acme)).filter((t) => t === 'migration.accepted')).toHaveLength(1)
    expect(await d.w.code(ann, 'migrations.accept', { offerId: id, items: items([two]) })).toBe('WRONG_STATE')
    expect(await at(home, two.id)).toBeDefined()
  })

  it('without a seat or room nothing moves, and the pool is named', async () => {
    const id = await offered()
    const bot = await make('Bot')
    const { version } = await d.w.ask<{ version: number }>(ada, 'organizations.current')
    await d.w.ask(d.w.operator, 'platform.setLimits', {
      id: acme,
      version,
      limits: { seats: 1, chatbot: 0 },
      reason,
    })
    const preview = await d.w.ask<MigrationPreview>(ann, 'migrations.preview', {
      offerId: id,
      items: items([bot]),
    })
    expect(preview.obstacles.map((o) => o.pool).sort()).toEqual(['chatbot', 'seats'])
    expect(JSON.stringify(preview.obstacles)).not.toMatch(/\d/)
    const data = { pool: 'seats', limit: null, used: null }
    await expect(accept(id, [])).rejects.toMatchObject({ code: 'LIMIT_REACHED', data })
    expect(await annAt(acme)).toBeUndefined()
    expect(await mine()).toMatchObject([{ state: 'offered' }])
  })

  it('a role that makes nothing brings nothing in, and then nothing at all is done', async () => {
    const { id: claim, version } = await d.get(ada, { id: claimId })
    await d.w.ask(ada, 'domains.update', { id: claim, version, roleId: 'viewer' })
    const id = await offered()
    const bot = await make('Bot')
    const preview = await d.w.ask<MigrationPreview>(ann, 'migrations.preview', {
      offerId: id,
      items: items([bot]),
    })
    expect(preview.obstacles).toMatchObject([{ code: 'FORBIDDEN' }])
    await expect(accept(id, [bot])).rejects.toThrow(/^Acme: You may not create chatbots/)
    expect(await annAt(acme)).toBeUndefined()
    expect(await accept(id)).toMatchObject({ state: 'accepted', roles: ['Viewer'] })
  })

  it('what is not one’s own to move answers like what is not there', async () => {
    const id = await offered()
    const foreign = await make('Foreign', ada)
    expect(await d.w.code(ann, 'migrations.accept', { offerId: id, items: items([foreign]) })).toBe(
      'NOT_FOUND',
    )
    expect(await d.w.code(ann, 'migrations.preview', { offerId: id, items: items([{ id: NONE }]) })).toBe(
      'NOT_FOUND',
    )
    expect(await annAt(acme)).toBeUndefined()
  })

  it('is declined without the organization learning by whom, can be accepted after all, and is not asked again', async () => {
    const id = await offered()
    expect(await d.w.ask(ann, 'migrations.decline', { offerId: id })).toMatchObject({ state: 'declined' })
    expect(await offer()).toMatchObject({ offered: 0, next: null })
    expect(await candidates()).toMatchObject([{ people: 0, offered: 0, declined: 1 }])
    const [record] = (await trail(acme)).filter((r) => r.action === 'migration.declined')
    expect(JSON.stringify(record)).not.toMatch(/ann/i)
    expect(await d.w.code(ann, 'migrations.decline', { offerId: id })).toBe('WRONG_STATE')
    expect(await accept(id)).toMatchObject({ state: 'accepted' })
  })

  it('an offer ends with the proof of the domain', async () => {
    const id = await offered()
    await d.release(ada, { id: claimId })
    expect(await mine()).toMatchObject([{ closed: expect.stringContaining('has not proved') }])
    expect(await d.w.code(ann, 'migrations.accept', { offerId: id })).toBe('WRONG_STATE')
  })

  it('an offer is open again with the next proof of the domain, and is made again', async () => {
    const id = await offered()
    await d.release(ada, { id: claimId })
    const { id: next } = await d.proved(ada, 'acme.test')
    expect(await mine()).toMatchObject([{ id, state: 'offered', closed: '' }])
    expect(await candidates()).toMatchObject([{ claimId: next, people: 1, offered: 0 }])
    const again = { claimId: next }
    expect(await d.w.ask(ada, 'migrations.offer', again)).toMatchObject({ offered: 1, next: null })
    expect(await candidates()).toMatchObject([{ claimId: next, people: 0, offered: 1 }])
    expect(await accept(id)).toMatchObject({ state: 'accepted' })
    expect(await annAt(acme)).toMatchObject({ claimId: next })
  })

  it('whoever moved in and was removed is offered it anew once nothing can be taken back, and becomes a member by it', async () => {
    const id = await offered()
    const bot = await make('Bot')
    await accept(id, [bot])
    const member = await annAt(acme)
    await d.w.ask(ada, 'members.remove', { id: member?.id, version: member?.version, reason })
    // Until then what was brought along can be taken back, and an acceptance says nothing that is not so.
    expect(await d.w.code(ann, 'migrations.accept', { offerId: id, items: items([bot]) })).toBe('WRONG_STATE')
    expect(await annAt(acme)).toBeUndefined()
    d.w.wait(8 * DAY)
    d.publish(await d.get(ada, { id: claimId }))
    expect(await mine()).toMatchObject([{ id, state: 'offered', closed: '' }])
    expect(await candidates()).toMatchObject([{ people: 1 }])
    expect(await signUp('ann@acme.test', 'Ann')).toMatchObject({ outcome: 'offered' })
    expect(await candidates()).toMatchObject([{ people: 0, offered: 1 }])
    expect(await accept(id)).toMatchObject({ state: 'accepted', moved: 0 })
    expect(await annAt(acme)).toMatchObject({ state: 'active', source: 'migrated' })
  })

  it('neither trail nor events of the organization hold who was offered it or declined', async () => {
    const id = await offered()
    await d.w.ask(ann, 'migrations.decline', { offerId: id })
    const told = (await d.w.tenant(acme).collection(outbox).list({ limit: 500 })).items
    const ours = told.filter((e) => e.type.startsWith('migration.'))
    expect(ours.map((e) => e.type)).toEqual(['migration.offered', 'migration.declined'])
    for (const text of [JSON.stringify(ours), JSON.stringify(await trail(acme))])
      expect(text).not.toContain(ann.user?.id)
  })

  it('is taken back within seven days: the membership ends, what nobody else changed goes home, the rest is told', async () => {
    const id = await offered()
    const [back, changed, gone] = [await make('Back'), await make('Changed'), await make('Gone')]
    await accept(id, [back, changed, gone])
    const there = await d.w.as('ann@acme.test', 'acme')
    const inAcme = { kind: 'chatbot', version: changed.version + 1 }
    await d.w.ask(ada, 'resources.update', { ...inAcme, id: changed.id, name: 'By Acme' })
    await d.w.ask(ada, 'resources.delete', { ...inAcme, id: gone.id, reason })
    await d.w.ask(there, 'resources.update', { ...inAcme, id: back.id, name: 'Back again' })
    expect(await d.w.ask(ann, 'migrations.previewUndo', { offerId: id })).toMatchObject({
      back: [{ id: back.id, name: 'Back again' }],
      left: [
        { name: 'Changed', why: 'changed' },
        { name: 'Gone', why: 'gone' },
      ],
    })
    expect(await at(acme, back.id)).toBeDefined()
    expect(await d.w.ask(ann, 'migrations.undo', { offerId: id })).toEqual({
      back: 1,
      left: [
        { kind: 'chatbot', id: changed.id, name: 'Changed', why: 'changed' },
        { kind: 'chatbot', id: gone.id, name: 'Gone', why: 'gone' },
      ],
    })
    expect((await mine())[0]?.left.map((l) => l.name)).toEqual(['Changed', 'Gone'])
    expect(await annAt(acme)).toBeUndefined()
    expect(await at(home, back.id)).toMatchObject({ name: 'Back again', creatorName: 'Ann' })
    expect(await at(acme, changed.id)).toMatchObject({ name: 'By Acme' })
    expect(await d.w.code(there, 'resources.list', { kind: 'chatbot' })).toBe('UNAUTHENTICATED')
    expect(await events(acme)).toEqual(expect.arrayContaining(['member.left', 'migration.undone']))
    expect(await d.w.code(ann, 'migrations.undo', { offerId: id })).toBe('WRONG_STATE')
    expect(await accept(id)).toMatchObject({ state: 'accepted' })
  })

  it('after seven days it cannot be taken back; before, not even who was removed loses the right', async () => {
    const id = await offered()
    const bot = await make('Bot')
    await accept(id, [bot])
    const member = await annAt(acme)
    await d.w.ask(ada, 'members.remove', { id: member?.id, version: member?.version, reason })
    expect(await d.w.ask(ann, 'migrations.undo', { offerId: id })).toEqual({ back: 1, left: [] })
    await accept(id, [bot])
    expect((await mine())[0]?.undoUntil).not.toBeNull()
    d.w.wait(8 * DAY)
    expect((await mine())[0]?.undoUntil).toBeNull()
    expect(await d.w.code(ann, 'migrations.undo', { offerId: id })).toBe('EXPIRED')
  })

  it('taken back by who was removed and came back by an invitation, it ends nothing but itself', async () => {
    const id = await offered()
    const bot = await make('Bot')
    await accept(id, [bot])
    const member = await annAt(acme)
    await d.w.ask(ada, 'members.remove', { id: member?.id, version: member?.version, reason })
    const invited = { email: 'ann@acme.test', roleIds: ['viewer'] }
    const { token } = await d.w.ask<{ token: string }>(ada, 'invitations.create', invited)
    await d.w.ask(ann, 'invitations.accept', { token })
    expect(await d.w.ask(ann, 'migrations.undo', { offerId: id })).toEqual({ back: 1, left: [] })
    expect(await annAt(acme)).toMatchObject({ source: 'invited', roleIds: ['viewer'] })
  })

  it('who became the only admin makes somebody else one before moving out', async () => {
    const id = await offered()
    await accept(id)
    const member = await annAt(acme)
    await d.w.ask(ada, 'members.setRoles', { id: member?.id, version: member?.version, roleIds: ['admin'] })
    await d.w.ask(ada, 'members.leave', {})
    expect(await d.w.code(ann, 'migrations.undo', { offerId: id })).toBe('LAST_ADMIN')
    expect(await annAt(acme)).toBeDefined()
  })

  it('nobody offers more than they hold', async () => {
    const { id, version } = await d.get(ada, { id: claimId })
    await d.w.ask(ada, 'domains.update', { id, version, roleId: 'admin' })
    const role = await d.w.ask<{ id: string }>(ada, 'roles.create', {
      name: 'Adder',
      matrix: { member: ['create', 'read'] },
    })
    await d.w.add('adder', [role.id])
    expect(await d.w.code(await d.w.as('adder@acme.example'), 'migrations.offer', { claimId })).toBe(
      'ESCALATION',
    )
    for (const procedure of ['migrations.offer', 'migrations.people']) {
      expect(await d.w.code(ada, procedure, { claimId: NONE })).toBe('NOT_FOUND')
      const pending = await d.claim(ada, `${procedure.slice(11)}.test`)
      expect(await d.w.code(ada, procedure, { claimId: pending.id })).toBe('WRONG_STATE')
    }
  })
})
