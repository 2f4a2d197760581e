import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Across } from '../../src-main/store/across/index.ts'
import { outbox } from '../../src-main/store/records/index.ts'
import type { MigrationPreview } from '../../src-preload/contract/migrations.ts'
import { DAY, reason } from './domains-world.ts'
import { type Migrations, NONE, openMigrations } from './migrations-world.ts'
import { STORES } from './world.ts'

describe.each(STORES)('migrations on %s', (kind) => {
  let m: Migrations
  beforeEach(async () => {
    m = await openMigrations(kind)
  })
  afterEach(async () => {
    expect(m.d.w.defects).toEqual([])
    await m.d.close()
  })

  it('the admin learns how many people of the domain have an account, and never who', async () => {
    await m.signUp('bob@acme.test', 'Bob')
    // Bob came after the proof: he is enrolled, and nobody to be asked.
    expect(await m.candidates()).toEqual([
      {
        claimId: m.claimId,
        domain: 'acme.test',
        unicode: 'acme.test',
        people: 1,
        offered: 0,
        accepted: 0,
        declined: 0,
      },
    ])
    expect(await m.offer()).toMatchObject({ offered: 1, next: null })
    expect(await m.offer()).toMatchObject({ offered: 0, next: null })
    expect(await m.candidates()).toMatchObject([{ people: 0, offered: 1 }])
    expect(JSON.stringify(await m.trail(m.acme))).not.toMatch(/m.ann@/i)
    expect(await m.d.w.code(await m.d.w.as('bob@acme.test'), 'migrations.candidates')).toBe('FORBIDDEN')
  })

  it('a look-alike domain, a sub-domain that is not covered and one that another organization holds are not counted', async () => {
    const other = await m.d.organization('other')
    for (const email of ['eve@evilacme.test', 'sue@sub.acme.test', 'tim@tim.wide.test', 'tom@wide.test'])
      await m.signUp(email, email.split('@')[0] ?? '')
    expect(await m.candidates()).toMatchObject([{ people: 1 }])
    const wide = await m.d.proved(m.ada, 'wide.test', { includeSubdomains: true })
    const ofWide = async () => (await m.candidates()).find((c) => c.claimId === wide.id)?.people
    expect(await ofWide()).toBe(2)
    await m.d.proved(other, 'tim.wide.test')
    expect(await ofWide()).toBe(1)
  })

  it('a domain of many accounts is looked at page by page, to count them and to make the offers', async () => {
    for (let n = 0; n < 6; n += 1) await m.signUp(`early${n}@wide.test`, `Early ${n}`)
    const wide = await m.d.proved(m.ada, 'wide.test')
    await m.signUp('late@wide.test', 'Late')
    const look = async (procedure: string, claim = wide.id) => {
      const pages: { looked: number; people?: number; offered?: number }[] = []
      const cursors: string[] = []
      for (let cursor: string | undefined; ; ) {
        const input = { claimId: claim, limit: 3, cursor }
        const { next, ...page } = await m.d.w.ask<(typeof pages)[number] & { next: string | null }>(
          m.ada,
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
    const users = await new Across(m.d.w.store).usersByEmail([2, 5].map((n) => `early${n}@wide.test`))
    expect(users).toHaveLength(2)
    for (const cursor of counted.cursors)
      for (const part of cursor.split('.'))
        for (const { id, email } of users)
          expect(Buffer.from(part, 'base64url').toString('latin1')).not.toMatch(new RegExp(`${id}|${email}`))
    const [cursor] = counted.cursors
    expect(await m.d.w.code(m.ada, 'migrations.people', { claimId: m.claimId, cursor })).toBe('BAD_INPUT')
    expect(await m.d.w.code(m.ada, 'migrations.offer', { claimId: wide.id, cursor: `x${cursor}` })).toBe(
      'BAD_INPUT',
    )
    expect((await look('migrations.offer')).pages.map((p) => p.offered)).toEqual([3, 3, 0])
    expect((await look('migrations.people')).pages.map((p) => p.people)).toEqual([0, 0, 0])
  })

  it('the person sees the offer wherever they are, and nobody else does', async () => {
    const id = await m.offered()
    expect(await m.mine()).toMatchObject([
      {
        id,
        state: 'offered',
        orgId: m.acme,
        orgName: 'Acme',
        domain: 'acme.test',
        roles: ['Member'],
        closed: '',
      },
    ])
    expect(await m.mine(m.ada)).toEqual([])
    for (const procedure of ['accept', 'decline', 'undo', 'preview'])
      expect(await m.d.w.code(m.ada, `migrations.${procedure}`, { offerId: id })).toBe('NOT_FOUND')
    expect(await m.d.w.code(m.ann, 'migrations.accept', { offerId: NONE })).toBe('NOT_FOUND')
    expect(await m.annAt(m.acme)).toBeUndefined()
  })

  it('moves in with what was chosen, with the role of the domain, billed to the organization', async () => {
    const id = await m.offered()
    const [takes, keeps] = [await m.make('Takes'), await m.make('Keeps')]
    const preview = await m.d.w.ask<MigrationPreview>(m.ann, 'migrations.preview', {
      offerId: id,
      items: m.items([takes]),
    })
    expect(preview).toMatchObject({ items: [{ name: 'Takes' }], stays: 1, obstacles: [] })
    expect(await m.accept(id, [takes], { visibility: 'organization' })).toMatchObject({
      state: 'accepted',
      moved: 1,
    })
    expect(await m.annAt(m.acme)).toMatchObject({
      name: 'Ann',
      source: 'migrated',
      roleIds: ['member'],
      billedTo: m.acme,
      claimId: m.claimId,
    })
    expect(await m.at(m.acme, takes.id)).toMatchObject({ visibility: 'organization', creatorName: 'Ann' })
    expect(await m.at(m.home, takes.id)).toBeUndefined()
    expect(await m.at(m.home, keeps.id)).toBeDefined()
    expect(await m.events(m.acme)).toEqual(
      expect.arrayContaining([
        'migration.offered',
        'member.joined',
        'resource.received',
        'migration.accepted',
      ]),
    )
    expect(await m.events(m.home)).toContain('resource.transferred')
    expect((await m.trail(m.acme)).map((r) => r.action)).toEqual(
      expect.arrayContaining(['migration.accepted', 'resource.received']),
    )
    for (const orgId of [m.acme, m.home]) {
      const session = await m.d.w.as('ann@acme.test', orgId)
      expect(session.orgId).toBe(orgId)
    }
    expect(await m.d.w.ask(m.ada, 'audit.verify')).toMatchObject({ intact: true })
  })

  it('sent again it changes nothing and answers alike; with another choice it is too late', async () => {
    const id = await m.offered()
    const [one, two] = [await m.make('One'), await m.make('Two')]
    const both = await Promise.all([m.accept(id, [one]), m.accept(id, [one])])
    expect(both[0]).toEqual(both[1])
    expect((await m.events(m.acme)).filter((t) => t === 'migration.accepted')).toHaveLength(1)
    expect(await m.d.w.code(m.ann, 'migrations.accept', { offerId: id, items: m.items([two]) })).toBe(
      'WRONG_STATE',
    )
    expect(await m.at(m.home, two.id)).toBeDefined()
  })

  it('without a seat or room nothing moves, and the pool is named', async () => {
    const id = await m.offered()
    const bot = await m.make('Bot')
    const { version } = await m.d.w.ask<{ version: number }>(m.ada, 'organizations.current')
    await m.d.w.ask(m.d.w.operator, 'platform.setLimits', {
      id: m.acme,
      version,
      limits: { seats: 1, chatbot: 0 },
      reason,
    })
    const preview = await m.d.w.ask<MigrationPreview>(m.ann, 'migrations.preview', {
      offerId: id,
      items: m.items([bot]),
    })
    expect(preview.obstacles.map((o) => o.pool).sort()).toEqual(['chatbot', 'seats'])
    expect(JSON.stringify(preview.obstacles)).not.toMatch(/\d/)
    const data = { pool: 'seats', limit: null, used: null }
    await expect(m.accept(id, [])).rejects.toMatchObject({ code: 'LIMIT_REACHED', data })
    expect(await m.annAt(m.acme)).toBeUndefined()
    expect(await m.mine()).toMatchObject([{ state: 'offered' }])
  })

  it('a role that makes nothing brings nothing in, and then nothing at all is done', async () => {
    const { id: claim, version } = await m.d.get(m.ada, { id: m.claimId })
    await m.d.w.ask(m.ada, 'domains.update', { id: claim, version, roleId: 'viewer' })
    const id = await m.offered()
    const bot = await m.make('Bot')
    const preview = await m.d.w.ask<MigrationPreview>(m.ann, 'migrations.preview', {
      offerId: id,
      items: m.items([bot]),
    })
    expect(preview.obstacles).toMatchObject([{ code: 'FORBIDDEN' }])
    await expect(m.accept(id, [bot])).rejects.toThrow(/^Acme: You may not create chatbots/)
    expect(await m.annAt(m.acme)).toBeUndefined()
    expect(await m.accept(id)).toMatchObject({ state: 'accepted', roles: ['Viewer'] })
  })

  it('what is not one’s own to move answers like what is not there', async () => {
    const id = await m.offered()
    const foreign = await m.make('Foreign', m.ada)
    expect(await m.d.w.code(m.ann, 'migrations.accept', { offerId: id, items: m.items([foreign]) })).toBe(
      'NOT_FOUND',
    )
    expect(
      await m.d.w.code(m.ann, 'migrations.preview', { offerId: id, items: m.items([{ id: NONE }]) }),
    ).toBe('NOT_FOUND')
    expect(await m.annAt(m.acme)).toBeUndefined()
  })

  it('is declined without the organization learning by whom, can be accepted after all, and is not asked again', async () => {
    const id = await m.offered()
    expect(await m.d.w.ask(m.ann, 'migrations.decline', { offerId: id })).toMatchObject({ state: 'declined' })
    expect(await m.offer()).toMatchObject({ offered: 0, next: null })
    expect(await m.candidates()).toMatchObject([{ people: 0, offered: 0, declined: 1 }])
    const [record] = (await m.trail(m.acme)).filter((r) => r.action === 'migration.declined')
    expect(JSON.stringify(record)).not.toMatch(/m.ann/i)
    expect(await m.d.w.code(m.ann, 'migrations.decline', { offerId: id })).toBe('WRONG_STATE')
    expect(await m.accept(id)).toMatchObject({ state: 'accepted' })
  })

  it('an offer ends with the proof of the domain', async () => {
    const id = await m.offered()
    await m.d.release(m.ada, { id: m.claimId })
    expect(await m.mine()).toMatchObject([{ closed: expect.stringContaining('has not proved') }])
    expect(await m.d.w.code(m.ann, 'migrations.accept', { offerId: id })).toBe('WRONG_STATE')
  })

  it('an offer is open again with the next proof of the domain, and is made again', async () => {
    const id = await m.offered()
    await m.d.release(m.ada, { id: m.claimId })
    const { id: next } = await m.d.proved(m.ada, 'acme.test')
    expect(await m.mine()).toMatchObject([{ id, state: 'offered', closed: '' }])
    expect(await m.candidates()).toMatchObject([{ claimId: next, people: 1, offered: 0 }])
    const again = { claimId: next }
    expect(await m.d.w.ask(m.ada, 'migrations.offer', again)).toMatchObject({ offered: 1, next: null })
    expect(await m.candidates()).toMatchObject([{ claimId: next, people: 0, offered: 1 }])
    expect(await m.accept(id)).toMatchObject({ state: 'accepted' })
    expect(await m.annAt(m.acme)).toMatchObject({ claimId: next })
  })

  it('whoever moved in and was removed is offered it anew once nothing can be taken back, and becomes a member by it', async () => {
    const id = await m.offered()
    const bot = await m.make('Bot')
    await m.accept(id, [bot])
    const member = await m.annAt(m.acme)
    await m.d.w.ask(m.ada, 'members.remove', { id: member?.id, version: member?.version, reason })
    // Until then what was brought along can be taken back, and an acceptance says nothing that is not so.
    expect(await m.d.w.code(m.ann, 'migrations.accept', { offerId: id, items: m.items([bot]) })).toBe(
      'WRONG_STATE',
    )
    expect(await m.annAt(m.acme)).toBeUndefined()
    m.d.w.wait(8 * DAY)
    m.d.publish(await m.d.get(m.ada, { id: m.claimId }))
    expect(await m.mine()).toMatchObject([{ id, state: 'offered', closed: '' }])
    expect(await m.candidates()).toMatchObject([{ people: 1 }])
    expect(await m.signUp('ann@acme.test', 'Ann')).toMatchObject({ outcome: 'offered' })
    expect(await m.candidates()).toMatchObject([{ people: 0, offered: 1 }])
    expect(await m.accept(id)).toMatchObject({ state: 'accepted', moved: 0 })
    expect(await m.annAt(m.acme)).toMatchObject({ state: 'active', source: 'migrated' })
  })

  it('neither trail nor events of the organization hold who was offered it or declined', async () => {
    const id = await m.offered()
    await m.d.w.ask(m.ann, 'migrations.decline', { offerId: id })
    const told = (await m.d.w.tenant(m.acme).collection(outbox).list({ limit: 500 })).items
    const ours = told.filter((e) => e.type.startsWith('migration.'))
    expect(ours.map((e) => e.type)).toEqual(['migration.offered', 'migration.declined'])
    for (const text of [JSON.stringify(ours), JSON.stringify(await m.trail(m.acme))])
      expect(text).not.toContain(m.ann.user?.id)
  })

  it('who became the only admin makes somebody else one before moving out', async () => {
    const id = await m.offered()
    await m.accept(id)
    const member = await m.annAt(m.acme)
    await m.d.w.ask(m.ada, 'members.setRoles', {
      id: member?.id,
      version: member?.version,
      roleIds: ['admin'],
    })
    await m.d.w.ask(m.ada, 'members.leave', {})
    expect(await m.d.w.code(m.ann, 'migrations.undo', { offerId: id })).toBe('LAST_ADMIN')
    expect(await m.annAt(m.acme)).toBeDefined()
  })

  it('nobody offers more than they hold', async () => {
    const { id, version } = await m.d.get(m.ada, { id: m.claimId })
    await m.d.w.ask(m.ada, 'domains.update', { id, version, roleId: 'admin' })
    const role = await m.d.w.ask<{ id: string }>(m.ada, 'roles.create', {
      name: 'Adder',
      matrix: { member: ['create', 'read'] },
    })
    await m.d.w.add('adder', [role.id])
    expect(
      await m.d.w.code(await m.d.w.as('adder@acme.example'), 'migrations.offer', { claimId: m.claimId }),
    ).toBe('ESCALATION')
    for (const procedure of ['migrations.offer', 'migrations.people']) {
      expect(await m.d.w.code(m.ada, procedure, { claimId: NONE })).toBe('NOT_FOUND')
      const pending = await m.d.claim(m.ada, `${procedure.slice(11)}.test`)
      expect(await m.d.w.code(m.ada, procedure, { claimId: pending.id })).toBe('WRONG_STATE')
    }
  })
})
