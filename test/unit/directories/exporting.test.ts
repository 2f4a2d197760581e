import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { guarded, toCsv, unguarded } from '../../../src-main/directories/csv.ts'
import { readTable } from '../../../src-main/directories/table.ts'
import type { PreviewRow } from '../../../src-preload/contract/imports.ts'
import type { Role } from '../../../src-preload/contract/roles.ts'
import { openWorld, STORES, type World } from '../../core/world.ts'
import { directoryFile, people } from '../../fixtures/directory.ts'
import { type Desk, organization, trailOf } from './world.ts'

interface File {
  readonly fileName: string
  readonly content: string
  readonly rows: number
}
const FORMATS = ['castellan', 'google', 'entra', 'okta'] as const

/** Names that are legal here and hard on files. */
const HARD = [
  '=cmd|"/c calc"!A0',
  '+1',
  '-1',
  '@sum',
  "'=quoted",
  "''@",
  'Comma, Quote "x"; Semi',
  'José 中文 😀',
  "O'Neill",
  'Cher',
]

describe.each(STORES)('export on %s', (kind) => {
  let world: World
  let admin: Desk
  beforeAll(async () => {
    world = await openWorld(kind)
    admin = await organization(world, 'exporting')
    const team = await admin.call<{ id: string }>('teams.create', { name: 'Blue, Green', description: '' })
    for (const [i, name] of HARD.entries())
      await admin.call('members.add', {
        email: `hard.${i}@x.example`,
        name,
        roleIds: i % 2 ? ['member', 'viewer'] : ['viewer'],
        teamIds: [team.id],
        department: i === 0 ? 'two, "quoted"; lines' : '=1+1',
        title: ' spaced  out ',
      })
    const second = await admin.member('hard.2@x.example')
    await admin.call('members.suspend', { id: second.id, version: second.version, reason: 'on leave' })
    const file = await admin.upload(directoryFile('google', people(1200, 'export.example')))
    await admin.import({ importId: file.importId, mapping: file.mapping, roleIds: ['viewer'] })
  })
  afterAll(async () => {
    await world.close()
    expect(world.defects).toEqual([])
  })

  it.each(FORMATS)('importing our own %s file again changes nobody', async (format) => {
    const file = await admin.call<File>('imports.exportMembers', { format })
    expect(file.rows).toBe(1211)
    const { importId, mapping, source } = await admin.upload(Buffer.from(file.content))
    expect(source).toBe(format)
    const plan = { importId, mapping, roleIds: ['member'] }
    const preview = await admin.call<{ totals: object; rows: PreviewRow[] }>('imports.preview', {
      ...plan,
      limit: 500,
    })
    expect(preview.rows.filter((r) => r.fate !== 'unchanged')).toEqual([])
    expect(preview.totals).toEqual({ add: 0, update: 0, unchanged: 1211, refused: 0 })
    expect(await admin.import(plan)).toMatchObject({ unchanged: 1211, state: 'finished' })
  })

  it.each(FORMATS)(
    'no cell of a %s file is a formula, its lines end in CRLF, and Excel sees UTF-8',
    async (format) => {
      const { content } = await admin.call<File>('imports.exportMembers', { format })
      expect(content.startsWith('\ufeff')).toBe(true)
      expect(content.endsWith('\r\n')).toBe(true)
      const table = await readTable(Buffer.from(content))
      const formulas = table.rows.flatMap((r) => r.cells.filter((c) => /^[=+\-@\t\r\n]/.test(c)))
      expect(formulas).toEqual([])
      expect(table.rows.flatMap((r) => r.cells)).toContain(
        format === 'google' ? '\'=cmd|"/c' : '\'=cmd|"/c calc"!A0',
      )
    },
  )

  it('roles and teams go out by name, and the filter says who goes out', async () => {
    const custom = await admin.call<Role>('roles.create', { name: 'Auditor', matrix: { member: ['read'] } })
    const member = await admin.member('hard.9@x.example')
    await admin.call('members.setRoles', {
      id: member.id,
      version: member.version,
      roleIds: ['viewer', custom.id],
    })
    const file = await admin.call<File>('imports.exportMembers', { roleIds: [custom.id] })
    expect(file.fileName).toMatch(/^exporting-members-\d{4}-\d\d-\d\d\.csv$/)
    expect(file.content.replace(/\d{4}-\d\d-\d\dT[^\r]*/, 'AT')).toBe(
      [
        '\ufeffEmail,Name,Department,Title,Status,Roles,Teams,Source,Joined',
        `hard.9@x.example,Cher,'=1+1,spaced  out,active,"Viewer; Auditor","Blue, Green",created,AT`,
        '',
      ].join('\r\n'),
    )
    const [record] = await trailOf(world, admin)
    expect(record).toMatchObject({ action: 'member.exported', summary: '1 members exported (castellan)' })
    const suspended = await admin.call<File>('imports.exportMembers', { state: ['suspended'] })
    expect(suspended.rows).toBe(1)
  })
})

describe('the guard against formulas', () => {
  it('can be undone, whatever the cell', () => {
    const cell = fc.array(fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', '＝', 'a', ' '), {
      maxLength: 5,
    })
    fc.assert(
      fc.property(
        fc.oneof(
          cell.map((c) => c.join('')),
          fc.string({ unit: 'grapheme' }),
        ),
        (text) => {
          expect(unguarded(guarded(text))).toBe(text)
          expect(guarded(text)).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/u)
        },
      ),
    )
  })

  it('what is written is read back as it was', async () => {
    const cells = fc.array(
      fc.string({ unit: 'grapheme' }).filter((s) => !s.includes('\0')),
      { minLength: 2, maxLength: 4 },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(cells, { minLength: 1, maxLength: 5 }), async (rows) => {
        const table = await readTable(
          Buffer.from(toCsv([['Email', 'Name'], ...rows.map((r) => ['a@x.example', ...r])])),
        )
        expect(table.rows.map((r) => r.cells.map(unguarded))).toEqual(rows.map((r) => ['a@x.example', ...r]))
      }),
    )
  })
})
