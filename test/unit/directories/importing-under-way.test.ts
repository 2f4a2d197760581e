import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ImportProgress } from '../../../src-preload/contract/imports.ts'
import { openWorld, STORES, type World } from '../../core/world.ts'
import { directoryFile, people } from '../../fixtures/directory.ts'
import { csv, type Desk, deskOf, organization, own, trailOf } from './world.ts'

describe.each(STORES)('an import under way, on %s', (kind) => {
  let world: World
  let orgs = 0
  const newOrganization = (options: Parameters<typeof organization>[2] = {}): Promise<Desk> => {
    orgs += 1
    return organization(world, `org-${orgs}`, options)
  }
  beforeAll(async () => {
    world = await openWorld(kind)
  })
  afterAll(async () => {
    await world.close()
    expect(world.defects).toEqual([])
  })

  it('an import goes on for its own organization when the session switches to another', async () => {
    const email = `both-${kind}@x.example`
    const here = await newOrganization({ admin: email })
    const slugHere = `org-${orgs}`
    const there = await newOrganization({ admin: email })
    const { importId, mapping } = await here.upload(directoryFile('entra', people(2500, 'switch.example')))
    await here.call('imports.start', { importId, mapping, roleIds: ['viewer'] })
    const watching = await here.watch(importId)
    await here.call('session.enter', { orgId: there.session.orgId })
    const seen: ImportProgress[] = []
    for await (const progress of watching) seen.push(progress)
    // The subscription ends with its context, and in the new one the import is not there.
    expect(seen.every((p) => p.state === 'running')).toBe(true)
    for (const procedure of ['progress', 'cancel', 'report'])
      expect(await here.outcome(`imports.${procedure}`, { importId })).toMatchObject({ code: 'NOT_FOUND' })
    const again = await deskOf(world.api, email, slugHere)
    await here.call('session.enter', { orgId: again.session.orgId })
    expect(await here.ended(importId)).toMatchObject({ added: 2500, state: 'finished' })
    expect(await here.members()).toHaveLength(2501)
    expect(await there.members()).toHaveLength(1)
  })

  it('an import ends in the name of whoever started it, also when they sign out meanwhile', async () => {
    const admin = await newOrganization()
    const slug = `org-${orgs}`
    const other = await deskOf(world.api, `admin@${slug}.example`, slug)
    const { importId, mapping } = await admin.upload(directoryFile('entra', people(1500, 'signout.example')))
    await admin.call('imports.start', { importId, mapping, roleIds: ['viewer'] })
    await admin.call('session.signOut')
    await expect
      .poll(async () => (await trailOf(world, other))[0]?.summary, { timeout: 60_000 })
      .toMatch(/finished/)
    const records = (await trailOf(world, other)).filter((r) => r.action === 'member.imported')
    expect(records.map((r) => r.actor.email)).toEqual(
      Array.from({ length: 4 }, () => `admin@${slug}.example`),
    )
  })

  it('others have their turn while an import runs', async () => {
    const admin = await newOrganization()
    const { importId, mapping } = await admin.upload(directoryFile('entra', people(3000, 'turns.example')))
    await admin.call('imports.start', { importId, mapping, roleIds: ['viewer'] })
    const watching = await admin.watch(importId)
    const states: string[] = []
    for await (const progress of watching) {
      // Comes only when the event loop comes round, whatever the store.
      await new Promise((resolve) => setImmediate(resolve))
      states.push(progress.state)
    }
    expect(states.filter((s) => s === 'running').length).toBeGreaterThan(1)
    expect(states.at(-1)).toBe('finished')
  })

  it('cancelling stops before the next batch; what is written stays, and starting again goes on', async () => {
    const admin = await newOrganization()
    const { importId, mapping } = await admin.upload(directoryFile('entra', people(4000, 'cancel.example')))
    const plan = { importId, mapping, roleIds: ['viewer'] }
    await admin.call('imports.start', plan)
    await admin.call('imports.cancel', { importId })
    const ended = await admin.ended(importId)
    expect(ended).toMatchObject({ state: 'cancelled', total: 4000 })
    expect(ended.done).toBeLessThan(4000)
    expect(await admin.members()).toHaveLength(ended.added + 1)
    expect(await admin.import(plan)).toMatchObject({
      added: 4000 - ended.added,
      unchanged: ended.added,
      state: 'finished',
    })
  })

  it('an import ends when its starter loses access, says why, and the trail has the refusal', async () => {
    const admin = await newOrganization()
    const slug = `org-${orgs}`
    await admin.call('members.add', { email: 'second@x.example', name: 'Second', roleIds: ['admin'] })
    const second = await deskOf(world.api, 'second@x.example', slug)
    const { importId, mapping } = await second.upload(directoryFile('entra', people(6000, 'lost.example')))
    await second.call('imports.start', { importId, mapping, roleIds: ['viewer'] })
    const watching = await second.watch(importId)
    const { id, version } = await admin.member('second@x.example')
    await admin.call('members.suspend', { id, version, reason: 'left the company' })
    for await (const _ of watching);
    const refusal = (): Promise<boolean> =>
      trailOf(world, admin).then((items) =>
        items.some((r) => r.action === 'member.imported' && r.outcome === 'refused'),
      )
    await expect.poll(refusal, { timeout: 60_000 }).toBe(true)
    const { items } = await admin.call<{ items: unknown[] }>('members.list', {
      source: ['imported'],
      limit: 500,
    })
    expect(items.length).toBeLessThan(6000)
    const now = await admin.member('second@x.example')
    await admin.call('members.reactivate', { id, version: now.version })
    await second.call('session.enter', { orgId: admin.session.orgId })
    expect(await second.ended(importId)).toMatchObject({
      state: 'failed',
      because: expect.stringMatching(/suspended|member/),
    })
  })

  it('a file is its session’s and its organization’s: everybody else gets the answer that unknown ids get', async () => {
    const admin = await newOrganization()
    const slug = `org-${orgs}`
    const sameOther = await deskOf(world.api, `admin@${slug}.example`, slug)
    const stranger = await newOrganization()
    const { importId } = await admin.upload(csv('Email,Name', 'a@x.example,A'))
    const unknown = '00000000-0000-4000-8000-000000000000'
    const plan = { ...own, teamIds: [unknown] }
    const more = { preview: plan, start: plan, progress: {}, cancel: {}, report: {} }
    for (const [procedure, input] of Object.entries(more)) {
      const ask = (desk: Desk, id: string): Promise<unknown> =>
        desk.outcome(`imports.${procedure}`, { ...input, importId: id })
      const answers = [
        await ask(sameOther, importId),
        await ask(stranger, importId),
        await ask(admin, unknown),
      ]
      expect(answers).toEqual(Array(3).fill({ code: 'NOT_FOUND', message: 'There is no such import here.' }))
    }
  })

  it('an import that was begun is found by the same person in another window, and by nobody else', async () => {
    const admin = await newOrganization()
    const slug = `org-${orgs}`
    const sameOther = await deskOf(world.api, `admin@${slug}.example`, slug)
    const stranger = await newOrganization()
    const { importId, mapping } = await admin.upload(csv('Email,Name', 'a@x.example,A'))
    await admin.import({ ...own, importId, mapping })
    const [run, ...others] = await sameOther.call<{ importId: string; fileName: string }[]>('imports.runs')
    expect(run).toMatchObject({ importId, progress: { state: 'finished', added: 1 } })
    expect(others).toEqual([])
    expect(await stranger.call('imports.runs')).toEqual([])
  })

  it('a session keeps two files; the oldest goes', async () => {
    const admin = await newOrganization()
    const files = [1, 2, 3].map((n) => csv('Email,Name', `n${n}@x.example,N`))
    const ids: string[] = []
    for (const bytes of files) ids.push((await admin.upload(bytes)).importId)
    const outcomes = await Promise.all(
      ids.map((importId) =>
        admin.outcome('imports.preview', { importId, mapping: { email: 0 }, roleIds: ['viewer'] }),
      ),
    )
    expect(outcomes[0]).toMatchObject({ code: 'NOT_FOUND' })
    expect(outcomes.slice(1)).toMatchObject([{ totals: { add: 1 } }, { totals: { add: 1 } }])
  })
})
