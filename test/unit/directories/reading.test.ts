import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSuspended } from '../../../src-main/directories/headers.ts'
import { recognise } from '../../../src-main/directories/recognise.ts'
import { readTable } from '../../../src-main/directories/table.ts'
import { CastellanError } from '../../../src-preload/contract/errors.ts'
import {
  type Directory,
  directoryFile,
  ENCODINGS,
  encode,
  type FileEncoding,
  headersOf,
  type Person,
  people,
} from '../../fixtures/directory.ts'

const DIRECTORIES: readonly Directory[] = ['google', 'entra', 'okta']
const DELIMITERS = [',', ';', '\t'] as const

/** Reads a file back into people, by the mapping that was recognised. */
async function readBack(bytes: Buffer): Promise<{ source: string; encoding: string; people: Person[] }> {
  const table = await readTable(bytes)
  const { source, mapping } = recognise(table.columns, table.rows)
  const cell = (cells: readonly string[], field: keyof typeof mapping): string =>
    cells[mapping[field] ?? -1] ?? ''
  return {
    source,
    encoding: table.encoding,
    people: table.rows.map(({ cells }) => ({
      email: cell(cells, 'email'),
      firstName: cell(cells, 'firstName'),
      lastName: cell(cells, 'lastName'),
      department: cell(cells, 'department'),
      title: cell(cells, 'title'),
      suspended: /false|suspended/i.test(cell(cells, 'status')),
    })),
  }
}

/** Any text, with what breaks parsers well represented; `storable` limits it to what an encoding can hold. */
const anyText = (storable: RegExp): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '"',
          '""',
          ',',
          ';',
          '\t',
          '\n',
          '\r\n',
          ' ',
          'a',
          'é',
          "'",
          '=1+1',
          '中',
          '😀',
          '\u202e',
        ),
        fc.string({ unit: 'grapheme', maxLength: 6 }),
      ),
      { maxLength: 6 },
    )
    .map((parts) => [...parts.join('')].filter((c) => storable.test(c)).join(''))
// A zero is what tells text from binary, and no directory writes one.
const UNICODE = /[^\0]/u
const LATIN = /[\t\n\r\x20-\x7e\xa0-\xff]/u

const anyPeople = (storable: RegExp): fc.Arbitrary<Person[]> => {
  const text = anyText(storable)
  const person = { firstName: text, lastName: text, department: text, title: text, suspended: fc.boolean() }
  return fc
    .array(fc.record(person), { minLength: 1, maxLength: 8 })
    .map((list) => list.map((p, i) => ({ ...p, email: `p${i}@example.com` })))
}

describe('reading a directory’s export', () => {
  it.each(DIRECTORIES)(
    'a %s export gives back the same people, whatever their names, encoding and delimiter',
    async (directory) => {
      const options = fc.record({
        encoding: fc.constantFrom(...ENCODINGS),
        delimiter: fc.constantFrom(...DELIMITERS),
        lineEnd: fc.constantFrom('\r\n' as const, '\n' as const),
      })
      const cases = options.chain((o) =>
        anyPeople(o.encoding === 'windows-1252' ? LATIN : UNICODE).map((list) => ({ ...o, list })),
      )
      await fc.assert(
        fc.asyncProperty(cases, async ({ list, ...options }) => {
          const read = await readBack(directoryFile(directory, list, options))
          expect(read.people).toEqual(list)
          expect(read.source).toBe(directory)
        }),
        { numRuns: 150 },
      )
    },
  )

  it.each(ENCODINGS)('a %s file is recognised as such', async (encoding: FileEncoding) => {
    const list = people(200)
    const read = await readBack(directoryFile('google', list, { encoding, delimiter: '\t' }))
    expect(read.people).toEqual(list)
    expect(read.encoding).toBe(encoding.replace('-bom', ''))
  })

  it('UTF-16 without a mark is recognised also where nearly all text is Chinese', async () => {
    const text = `姓名,電子郵件,部門\r\n${'王小明王小明王小明,a@b.tw,研發研發研發研發\r\n'.repeat(50)}`
    for (const encoding of ['utf-16le', 'utf-16be'] as const) {
      const table = await readTable(encode(text, encoding))
      expect(table.encoding).toBe(encoding)
      expect(recognise(table.columns, table.rows).mapping).toEqual({ name: 0, email: 1, department: 2 })
    }
  })

  it('the portal’s headers in words are Entra’s too, and “Block credential” is a status', async () => {
    const text =
      'Block credential,Department,Display name,First name,Last name,Title,User principal name\nFalse,IT,Ada Marsh,Ada,Marsh,CTO,ada@x.example\n'
    const table = await readTable(Buffer.from(text))
    expect(recognise(table.columns, table.rows)).toEqual({
      source: 'entra',
      mapping: { email: 6, firstName: 3, lastName: 4, name: 2, department: 1, title: 5, status: 0 },
    })
  })

  it('the version line and bracketed attributes of Entra’s bulk templates are understood', async () => {
    const text =
      'version:v1.0,,\nName [displayName] Required,User name [userPrincipalName] Required,Department [department]\nAda,ada@x.example,IT\n'
    const table = await readTable(Buffer.from(text))
    expect(recognise(table.columns, table.rows)).toEqual({
      source: 'entra',
      mapping: { name: 0, email: 1, department: 2 },
    })
    expect(table.rows.map((r) => r.row)).toEqual([3])
  })

  it('Entra’s template for new people asks whether sign-in is blocked, under the attribute’s name for the opposite', async () => {
    const text =
      'version:v1.0,,,,\nName [displayName] Required,User name [userPrincipalName] Required,Initial password [passwordProfile] Required,Block sign in (Yes/No) [accountEnabled] Required,First name [givenName]\nAda,ada@x.example,secret,No,Ada\nEve,eve@x.example,secret,Yes,Eve\n'
    const table = await readTable(Buffer.from(text))
    expect(recognise(table.columns, table.rows)).toEqual({
      source: 'entra',
      mapping: { name: 0, email: 1, firstName: 4, status: 3 },
    })
    const suspended = table.rows.map(({ cells }) => isSuspended(table.columns[3] ?? '', cells[3] ?? ''))
    expect(suspended).toEqual([false, true])
  })

  it.each([
    ['accountEnabled', 'False', 'True'],
    ['Account enabled [accountEnabled]', 'No', 'Yes'],
    ['Block credential', 'True', 'False'],
    ['Block sign in', 'Yes', 'No'],
    ['Blocked [Read Only]', '1', '0'],
    ['Suspended', 'yes', 'no'],
    ['Status [READ ONLY]', 'Suspended', 'Active'],
  ])('a status column %s shuts out with %s and not with %s', (header, out, well) => {
    expect([isSuspended(header, out), isSuspended(header, well)]).toEqual([true, false])
  })

  it('the address is taken from the column that has most of them', async () => {
    const text =
      'userPrincipalName,displayName,mail\na@x.example,A,a@x.example\nb@x.example,B,\nc@x.example,C,\n'
    const table = await readTable(Buffer.from(text))
    expect(recognise(table.columns, table.rows).mapping.email).toBe(0)
  })

  it('an unknown file gets a best guess: by header, and the address by content', async () => {
    const table = await readTable(Buffer.from('Full name;Reach me;Position\nAda Marsh;ada@x.example;CTO\n'))
    expect(recognise(table.columns, table.rows)).toEqual({
      source: 'unknown',
      mapping: { name: 0, email: 1, title: 2 },
    })
  })

  it('Okta’s `state` is a part of the postal address, never a status', async () => {
    const table = await readTable(directoryFile('okta', people(3)))
    const { mapping } = recognise(table.columns, table.rows)
    expect(table.columns[mapping.status ?? -1]).toBe('status')
  })

  it('rows are numbered as a spreadsheet shows them, over empty lines and quoted line ends', async () => {
    const text =
      'Email,Name\r\n\r\na@x.example,"two\r\nlines"\r\n,,\r\nb@x.example\r\nc@x.example,C,more,cells\r\n\r\n'
    const table = await readTable(Buffer.from(text))
    expect(table.rows).toEqual([
      { row: 3, cells: ['a@x.example', 'two\r\nlines'] },
      { row: 5, cells: ['b@x.example'] },
      { row: 6, cells: ['c@x.example', 'C', 'more', 'cells'] },
    ])
  })

  it('Excel’s line that names the delimiter is obeyed', async () => {
    const table = await readTable(Buffer.from('sep=;\r\nEmail;Name, first\r\na@x.example;A\r\n'))
    expect(table).toMatchObject({ delimiter: ';', columns: ['Email', 'Name, first'] })
    expect(table.rows[0]?.row).toBe(3)
  })

  it.each([
    ['an empty file', Buffer.alloc(0), /is empty; it must be a CSV file/],
    ['blank lines', Buffer.from('\r\n  \r\n'), /is empty/],
    ['only a header', Buffer.from('Email,Name\r\n'), /no rows/],
    [
      'an Excel workbook',
      Buffer.from('504b030414000600080000002100', 'hex'),
      /save the sheet as “CSV UTF-8”/,
    ],
    [
      'a binary file',
      Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 197 + (i >> 3)) & 0xff)),
      /is no text/,
    ],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d4948445200000001', 'hex'), /is no text/],
    [
      'a quotation mark that never closes',
      Buffer.from('Email,Name\na@x.example,"Ada\nb@x.example,Ben\n'),
      /never closed/,
    ],
    ['more than 64 MB', Buffer.alloc(64 * 1024 * 1024 + 1, 0x61), /at most 64 MB/],
  ])('%s is refused with what would be right', async (_what, bytes, because) => {
    const refused = await readTable(bytes).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(CastellanError)
    expect(refused).toMatchObject({
      code: 'BAD_INPUT',
      data: { issues: [{ field: 'content', message: expect.stringMatching(because) }] },
    })
  })

  it('the fixtures have the directories’ own columns', () => {
    expect(headersOf('google')).toContain('Email Address [Required]')
    expect(headersOf('entra').slice(0, 3)).toEqual(['userPrincipalName', 'displayName', 'surname'])
    expect(headersOf('okta').slice(0, 3)).toEqual(['login', 'firstName', 'lastName'])
  })
})
