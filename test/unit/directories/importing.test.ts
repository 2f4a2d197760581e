import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ImportProgress, PreviewRow } from '../../../src-preload/contract/imports.ts'
import type { Role } from '../../../src-preload/contract/roles.ts'
import { openWorld, STORES, type World } from '../../core/world.ts'
import { type Directory, directoryFile, people, withBadRows } from '../../fixtures/directory.ts'
import { type Desk, deskOf, organization, trailOf } from './world.ts'

interface Preview {
  readonly totals: { readonly [fate: string]: number }
  readonly rows: readonly PreviewRow[]
  readonly matching: number
  readonly seats: { readonly limit: number | null; readonly used: number; readonly after: number }
}
const csv = (...lines: readonly string[]): Buffer => Buffer.from(`${lines.join('\r\n')}\r\n`)
const own = { mapping: { email: 0, name: 1, department: 2, status: 3 }, roleIds: ['viewer'] }

describe.each(STORES)('import on %s', (kind) => {
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

  it.each<Directory>(['google', 'entra', 'okta'])(
    'a %s export: the preview tells each row’s fate, the import does just that, and again it changes nothing',
    async (directory) => {
      const admin = await newOrganization()
      const { people: list, bad } = withBadRows(people(1200, `${directory}.example`), 150)
      // The last bad person has the address of the first good one.
      const mixed = list.map((p) =>
        p.email.startsWith('PERSON') ? { ...p, email: `PERSON.0@${directory}.example` } : p,
      )
      const file = await admin.upload(
        directoryFile(directory, mixed, { encoding: 'utf-16le-bom', delimiter: '\t' }),
      )
      expect(file).toMatchObject({
        source: directory,
        encoding: 'utf-16le with mark',
        delimiter: '\t',
        rows: 1208,
      })
      const plan = { importId: file.importId, mapping: file.mapping, roleIds: ['viewer'] }

      const before = await trailOf(world, admin)
      const preview = await admin.call<Preview>('imports.preview', { ...plan, limit: 500 })
      const totals = { add: 1200, update: 0, unchanged: 0, refused: 8 }
      expect(preview).toMatchObject({ totals, matching: 1208, seats: { limit: null, used: 1, after: 1201 } })
      expect(preview.rows).toHaveLength(500)
      const refused = await admin.call<Preview>('imports.preview', { ...plan, fate: 'refused' })
      expect(new Map(refused.rows.map((r) => [r.row, r.because]))).toEqual(
        new Map([...bad].map(([row, because]) => [row, expect.stringMatching(because)])),
      )
      const last = await admin.call<Preview>('imports.preview', { ...plan, offset: 1200, limit: 100 })
      expect(last.rows.map((r) => r.row)).toEqual(Array.from({ length: 8 }, (_, i) => 1202 + i))
      expect(await trailOf(world, admin)).toEqual(before)
      expect(await admin.members()).toHaveLength(1)

      const counts = { done: 1208, total: 1208, added: 1200, updated: 0, unchanged: 0, refused: 8 }
      expect(await admin.import(plan)).toEqual({ ...counts, state: 'finished', because: '' })
      const members = await admin.members()
      expect(members).toHaveLength(1201)
      const sample = mixed[3]
      expect(members.find((m) => m.email === sample?.email)).toMatchObject({
        name: `${sample?.firstName} ${sample?.lastName}`,
        department: sample?.department,
        state: 'active',
        source: 'imported',
        roleIds: ['viewer'],
      })

      const again = await admin.import(plan)
      expect(again).toMatchObject({ added: 0, updated: 0, unchanged: 1200, refused: 8, state: 'finished' })
      expect(await admin.members()).toEqual(members)
    },
  )

  it('the trail has one record a batch that names everybody, and one that closes the import', async () => {
    const admin = await newOrganization()
    const file = await admin.upload(directoryFile('okta', people(700, 'trail.example')), 'okta.csv')
    await admin.import({ importId: file.importId, mapping: file.mapping, roleIds: ['viewer'] })
    const records = (await trailOf(world, admin)).filter((r) => r.action === 'member.imported')
    expect(records.map((r) => r.summary)).toEqual([
      'Import of okta.csv finished: 700 of 700 rows, 700 added, 0 updated, 0 unchanged, 0 refused',
      '200 added and 0 updated from okta.csv, rows 502–701',
      '500 added and 0 updated from okta.csv, rows 2–501',
    ])
    const told = JSON.stringify(records)
    for (const member of (await admin.members()).filter((m) => m.source === 'imported'))
      expect(told.includes(member.email) && told.includes(member.id)).toBe(true)
    expect(await admin.call('audit.verify')).toMatchObject({ intact: true })
  })

  it('an update writes name, department, title and what the rules add; it never takes a role, an admin or a suspension away', async () => {
    const admin = await newOrganization()
    const slug = `org-${orgs}`
    const [sales, team] = [
      await admin.call<Role>('roles.create', { name: 'Seller', matrix: { chatbot: ['read'] } }),
      await admin.call<{ id: string }>('teams.create', { name: 'Sales', description: '' }),
    ]
    const add = (name: string): Promise<unknown> =>
      admin.call('members.add', { email: `${name}@x.example`, name, roleIds: ['member'], department: 'Old' })
    await add('ann')
    await add('sue')
    const sue = await admin.member('sue@x.example')
    await admin.call('members.suspend', { id: sue.id, version: sue.version, reason: 'on leave' })
    const file = await admin.upload(
      csv(
        'Email,Name,Department,Status',
        'ANN@x.example,Ann Lee,Sales,active',
        'sue@x.example,Sue,sales ,suspended',
        `admin@${slug}.example,Chief,,active`,
        'new@x.example,,Sales,active',
      ),
    )
    const plan = {
      ...own,
      importId: file.importId,
      rules: [{ column: 2, equals: 'SALES', roleIds: [sales.id], teamIds: [team.id] }],
    }
    const { rows } = await admin.call<Preview>('imports.preview', plan)
    expect(rows.map((r) => [r.fate, r.because])).toEqual([
      ['update', 'name ann → Ann Lee; department Old → Sales; gets role Seller and team Sales'],
      ['update', 'name sue → Sue; department Old → sales; gets role Seller and team Sales; stays suspended'],
      ['update', `name Admin of ${slug} → Chief`],
      ['add', 'joins with role Viewer, Seller and team Sales'],
    ])
    expect(await admin.import(plan)).toMatchObject({ added: 1, updated: 3, state: 'finished' })
    expect(await admin.member('ann@x.example')).toMatchObject({
      name: 'Ann Lee',
      department: 'Sales',
      roleIds: ['member', sales.id],
      teamIds: [team.id],
    })
    expect(await admin.member('sue@x.example')).toMatchObject({ state: 'suspended', department: 'sales' })
    expect(await admin.member(`admin@${slug}.example`)).toMatchObject({ name: 'Chief', roleIds: ['admin'] })
    expect(await admin.member('new@x.example')).toMatchObject({ name: 'new', roleIds: ['viewer', sales.id] })
    expect(await admin.import(plan)).toMatchObject({ added: 0, updated: 0, unchanged: 4 })
  })

  it('nobody gives by an import what they do not hold: the preview says which rows, the start refuses the plan', async () => {
    const admin = await newOrganization()
    const slug = `org-${orgs}`
    const viewer = (await admin.call<Role[]>('roles.list')).find((r) => r.id === 'viewer')
    const importer = await admin.call<Role>('roles.create', {
      name: 'Importer',
      matrix: { ...viewer?.matrix, member: ['read', 'import'] },
    })
    const team = await admin.call<{ id: string }>('teams.create', { name: 'Power', description: '' })
    await admin.call('teams.setGrants', {
      id: team.id,
      version: 1,
      grants: [{ type: 'role', resourceId: null, operations: ['delete'] }],
    })
    await admin.call('members.add', { email: 'imp@x.example', name: 'Imp', roleIds: [importer.id] })
    const imp = await deskOf(world.api, 'imp@x.example', slug)
    const file = await imp.upload(
      csv('Email,Name,Department', 'a@x.example,A,IT', 'b@x.example,B,HR', 'c@x.example,C,'),
    )
    const plan = {
      importId: file.importId,
      mapping: { email: 0, name: 1, department: 2 },
      roleIds: ['viewer'],
      rules: [
        { column: 2, equals: 'IT', roleIds: ['admin'], teamIds: [] },
        { column: 2, equals: 'HR', roleIds: [], teamIds: [team.id] },
      ],
    }
    const { rows } = await imp.call<Preview>('imports.preview', plan)
    expect(rows.map((r) => [r.fate, r.because])).toEqual([
      ['refused', expect.stringMatching(/^you may not give the role Admin: you do not hold /)],
      ['refused', 'you may not give the team Power: you do not hold role.delete'],
      ['add', 'joins with role Viewer'],
    ])
    expect(await imp.outcome('imports.start', plan)).toMatchObject({ code: 'ESCALATION' })
    expect((await trailOf(world, admin))[0]).toMatchObject({
      action: 'member.imported',
      outcome: 'refused',
      actor: { email: 'imp@x.example' },
    })
    expect(await admin.members()).toHaveLength(2)
    expect(await imp.import({ ...plan, rules: [] })).toMatchObject({ added: 3, state: 'finished' })
  })

  it('rows beyond the last seat are refused, by the preview and by the import alike', async () => {
    const admin = await newOrganization({ seats: 801 })
    const file = await admin.upload(directoryFile('google', people(1000, 'seats.example')))
    const plan = { importId: file.importId, mapping: file.mapping, roleIds: ['viewer'] }
    const preview = await admin.call<Preview>('imports.preview', { ...plan, fate: 'refused' })
    expect(preview).toMatchObject({
      totals: { add: 800, refused: 200 },
      seats: { limit: 801, used: 1, after: 801 },
    })
    expect(preview.rows[0]).toMatchObject({ row: 802, because: 'there is no seat left for this row' })
    expect(await admin.import(plan)).toMatchObject({ added: 800, refused: 200, state: 'finished' })
    expect(await admin.members()).toHaveLength(801)
  })

  it('two organizations that import the same new people at once share the identities and nothing else', async () => {
    const desks = [await newOrganization(), await newOrganization()]
    const ended = await Promise.all(
      desks.map(async (desk, i) => {
        const list = people(900, 'shared.example').map((p) => ({ ...p, firstName: `In${i}` }))
        const file = await desk.upload(directoryFile('okta', list))
        return desk.import({ importId: file.importId, mapping: file.mapping, roleIds: ['viewer'] })
      }),
    )
    expect(ended.map((p) => [p.state, p.added])).toEqual([
      ['finished', 900],
      ['finished', 900],
    ])
    const [first = [], second = []] = await Promise.all(desks.map((d) => d.members()))
    const ids = (list: typeof first): Set<string> =>
      new Set(list.filter((m) => m.source === 'imported').map((m) => m.userId))
    expect(ids(first)).toEqual(ids(second))
    const names = (list: typeof first): boolean[] =>
      list.filter((m) => m.source === 'imported').map((m) => m.name.startsWith('In0'))
    expect(names(first)).not.toContain(false)
    expect(names(second)).not.toContain(true)
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

  it('a plan that cannot be is refused with the field and what would be right', async () => {
    const admin = await newOrganization()
    const { importId } = await admin.upload(csv('Email,Name', 'a@x.example,A'))
    const plan = { importId, mapping: { email: 0 }, roleIds: ['viewer'] }
    const unknown = '00000000-0000-4000-8000-000000000000'
    const message = async (change: object): Promise<unknown> =>
      ((await admin.outcome('imports.start', { ...plan, ...change })) as { message: string }).message
    expect(await message({ mapping: { name: 1 } })).toMatch(/^mapping.email: must name the column/)
    expect(await message({ mapping: { email: 0, name: 2 } })).toMatch(
      /^mapping.name: names column 2; the file has 2/,
    )
    expect(await message({ rules: [{ column: 7, equals: 'x', roleIds: [], teamIds: [] }] })).toMatch(
      /^rules.0.column/,
    )
    expect(await message({ roleIds: [unknown] })).toMatch(/^roleIds: names a role that this organization/)
    expect(await message({ teamIds: [unknown] })).toMatch(/^teamIds: names a team that this organization/)
    expect(await admin.outcome('imports.progress', { importId })).toMatchObject({ code: 'WRONG_STATE' })
    expect(await admin.outcome('imports.report', { importId })).toMatchObject({ code: 'WRONG_STATE' })
  })

  it('the report has each refused row as it stands in the file, with its number and reason, and no formula', async () => {
    const admin = await newOrganization()
    const { importId } = await admin.upload(
      csv('Email,Name,Note', 'a@x.example,A,fine', '=HYPERLINK("x"),"B, ""b""",-1', 'a@x.example,C,twice'),
      '..\\staff\u202e.csv',
    )
    await admin.import({ importId, mapping: { email: 0, name: 1 }, roleIds: ['viewer'] })
    const report = await admin.call<{ fileName: string; content: string }>('imports.report', { importId })
    expect(report).toEqual({
      fileName: 'staff-refused.csv',
      content: [
        '\ufeffRow,Reason,Email,Name,Note',
        `3,the e-mail address must be an e-mail address such as ada@example.com,"'=HYPERLINK(""x"")","B, ""b""",'-1`,
        '4,has the same address as row 2,a@x.example,C,twice',
        '',
      ].join('\r\n'),
    })
  })

  it('an imported person gets a personal space at the first sign-in, once', async () => {
    const admin = await newOrganization()
    const slug = `org-${orgs}`
    const { importId } = await admin.upload(csv('Email,Name', `first-${slug}@x.example,First`))
    await admin.import({ importId, mapping: { email: 0, name: 1 }, roleIds: ['viewer'] })
    const desks = await Promise.all([1, 2].map(() => deskOf(world.api, `first-${slug}@x.example`, slug)))
    for (const desk of desks) {
      const contexts = await desk.call<{ kind: string; slug: string }[]>('session.contexts')
      expect(contexts.map((c) => c.kind)).toEqual(['organization', 'personal'])
    }
  })
})
