import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '../../../src-preload/contract/roles.ts'
import { openWorld, STORES, type World } from '../../core/world.ts'
import { type Directory, directoryFile, people, withBadRows } from '../../fixtures/directory.ts'
import { csv, type Desk, deskOf, organization, own, type Preview, trailOf } from './world.ts'

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

  it('a row whose address would become somebody else’s is refused', async () => {
    const admin = await newOrganization()
    const { importId, mapping } = await admin.upload(
      csv(
        'Email,Name',
        'ada@x.example,Ada',
        'ada@x.example/x,Slash',
        'ada@x.example:8080,Port',
        'b@%78.example,B',
      ),
    )
    const plan = { importId, mapping, roleIds: ['viewer'] }
    const { rows } = await admin.call<Preview>('imports.preview', plan)
    expect(rows.map((r) => [r.fate, r.because])).toEqual([
      ['add', 'joins with role Viewer'],
      ...Array(3).fill(['refused', expect.stringMatching(/must be an e-mail address such as/)]),
    ])
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
