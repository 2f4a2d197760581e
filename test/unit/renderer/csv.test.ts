import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvOf } from '../../../src-renderer/components/data-table/csv.ts'

test('what a spreadsheet would take for a formula is exported as text', () => {
  for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])
    expect(parse(csvOf([[text]]), { bom: true })[0]?.[0]).toBe(`'${text}`)
  expect(csvOf([[-1]])).toBe('\ufeff-1\r\n')
})

test('every table of harmless texts is read back as it was', () => {
  const cell = fc.string().filter((s) => !/^[=+\-@\t\r]/.test(s))
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
      const read = parse(csvOf(rows), { bom: true, skip_empty_lines: false, record_delimiter: '\r\n' })
      expect(read).toEqual(rows)
    }),
  )
})
