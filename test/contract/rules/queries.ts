import { describe, expect, it } from 'vitest'
import type { Adapter, Stored } from '../../../src-main/store/adapter.ts'
import {
  all,
  any,
  EVERYTHING,
  eq,
  isIn,
  NOTHING,
  not,
  type Predicate,
  prefix,
  range,
  text,
} from '../../../src-main/store/index.ts'
import { type Box, box, boxSpec, newOrg } from '../boxes.ts'

export function queryRules(adapter: () => Adapter): void {
  const filled = async (
    fields: readonly Partial<Box>[],
  ): Promise<(where: Predicate) => Promise<string[]>> => {
    const org = newOrg()
    await adapter()
      .direct()
      .insert(
        boxSpec,
        { org },
        fields.map((f) => box(org, f)),
      )
    return async (where) => {
      const rows = await adapter()
        .direct()
        .find(boxSpec, { org }, { where, sort: { field: 'name', direction: 'asc' }, limit: 100 })
      return rows.map((row) => String(row['name']))
    }
  }

  describe('queries', () => {
    it('null matches null and absence, and nothing else', async () => {
      const names = await filled([
        { name: 'null', rank: null },
        { name: 'absent' },
        { name: 'zero', rank: 0 },
      ])
      expect(await names(eq('rank', null))).toEqual(['absent', 'null'])
      expect(await names(not(eq('rank', null)))).toEqual(['zero'])
      expect(await names(isIn('rank', [null, 0]))).toEqual(['absent', 'null', 'zero'])
      expect(await names(not(eq('rank', 0)))).toEqual(['absent', 'null'])
    })

    it('a list field matches by one of its elements', async () => {
      const names = await filled([{ name: 'a', tags: ['x', 'y'] }, { name: 'b', tags: [] }, { name: 'c' }])
      expect(await names(eq('tags', 'y'))).toEqual(['a'])
      expect(await names(isIn('tags', ['y', 'z']))).toEqual(['a'])
      expect(await names(isIn('tags', []))).toEqual([])
      expect(await names(prefix('tags', 'x'))).toEqual(['a'])
      expect(await names(not(prefix('tags', 'x')))).toEqual(['b', 'c'])
    })

    it('a range is half open, by code points for text, and never matches what is absent', async () => {
      const names = await filled([
        { name: 'a' },
        { name: '\uFFFF', rank: 5 },
        { name: '😀', rank: 7 },
        { name: 'b', rank: null },
      ])
      expect(await names(range('name', { from: 'a', to: 'b' }))).toEqual(['a'])
      expect(await names(range('name', { from: '\uFFFF' }))).toEqual(['\uFFFF', '😀'])
      expect(await names(range('rank', { from: 5, to: 7 }))).toEqual(['\uFFFF'])
      expect(await names(range('rank', { to: 100 }))).toEqual(['\uFFFF', '😀'])
      expect(await names(not(range('rank', { to: 100 })))).toEqual(['a', 'b'])
    })

    it.each([
      '%',
      '_',
      '.*',
      '^',
      '$',
      '[a]',
      '\\',
      '(',
      '|',
      '😀',
      '\u202E',
      '\0',
      "'",
      '"',
      '中',
      '\u{10FFFF}',
    ])('prefix and text take %j literally', async (sign) => {
      const names = await filled([
        { name: `${sign}rest` },
        { name: `middle${sign}rest` },
        { name: 'neither' },
      ])
      expect(await names(prefix('name', sign))).toEqual([`${sign}rest`])
      expect(new Set(await names(text(sign)))).toEqual(new Set([`${sign}rest`, `middle${sign}rest`]))
    })

    it('text needs every word, folded, anywhere in the searchable fields', async () => {
      const names = await filled([{ name: 'Große Kiste', state: 'ＯＰＥＮ' }, { name: 'große Truhe' }])
      expect(await names(text('KISTE groß'))).toEqual(['Große Kiste'])
      expect(await names(text('open'))).toEqual(['Große Kiste'])
      expect(await names(text('   '))).toEqual(['Große Kiste', 'große Truhe'])
      expect(await names(text('kiste truhe'))).toEqual([])
    })

    it('empty lists mean what logic says', async () => {
      const names = await filled([{ name: 'a' }])
      expect(await names(EVERYTHING)).toEqual(['a'])
      expect(await names(NOTHING)).toEqual([])
      expect(await names(not(NOTHING))).toEqual(['a'])
      expect(await names(isIn('name', []))).toEqual([])
      expect(await names(all(any(eq('name', 'a')), not(all(eq('name', 'b')))))).toEqual(['a'])
    })

    it('a list of thousands of values is one question', async () => {
      const names = await filled([{ name: 'a' }, { name: 'v19999' }])
      const many = Array.from({ length: 20_000 }, (_, i) => `v${i}`)
      expect(await names(isIn('name', many))).toEqual(['v19999'])
      expect(await names(not(isIn('name', many)))).toEqual(['a'])
    })

    it('refuses fields that are not declared and values that are not plain', async () => {
      const org = newOrg()
      const session = adapter().direct()
      await expect(session.count(boxSpec, { org }, eq('misspelt', 'x'))).rejects.toThrow(TypeError)
      const smuggled = { eq: ['name', { $ne: null }] } as unknown as Predicate
      await expect(session.count(boxSpec, { org }, smuggled)).rejects.toThrow(TypeError)
    })

    it('gives only the fields asked for, beside id and version', async () => {
      const org = newOrg()
      const record = box(org, { name: 'n', rank: 3, note: 'long' })
      const session = adapter().direct()
      await session.insert(boxSpec, { org }, [record])
      const query = {
        where: EVERYTHING,
        sort: { field: 'id', direction: 'asc' },
        limit: 9,
        fields: ['name', 'code'],
      } as const
      expect(await session.find(boxSpec, { org }, query)).toStrictEqual([
        { id: record.id, version: 1, name: 'n' },
      ])
    })

    it('counts and sums by value, by element of a list, and as a whole', async () => {
      const org = newOrg()
      const session = adapter().direct()
      await session.insert(boxSpec, { org }, [
        box(org, { state: 'a', size: 1, tags: ['x', 'y'], active: true }),
        box(org, { state: 'a', size: -3, tags: ['y'], active: true }),
        box(org, { size: 10 }),
      ])
      const groups = async (by: string | undefined, sum?: string): Promise<unknown[]> =>
        (await session.group(boxSpec, { org }, { where: EVERYTHING, by, sum })).sort((a, b) =>
          String(a.value).localeCompare(String(b.value)),
        )
      expect(await groups('state', 'size')).toEqual([
        { value: 'a', count: 2, sum: -2 },
        { value: null, count: 1, sum: 10 },
      ])
      expect(await groups('tags', 'size')).toEqual([
        { value: 'x', count: 1, sum: 1 },
        { value: 'y', count: 2, sum: -2 },
      ])
      expect(await groups('active')).toEqual([
        { value: null, count: 1, sum: 0 },
        { value: true, count: 2, sum: 0 },
      ])
      expect(await groups(undefined, 'size')).toEqual([{ value: null, count: 3, sum: 8 }])
      const none = await session.group(boxSpec, { org: newOrg() }, { where: EVERYTHING, sum: 'size' })
      expect(none).toEqual([{ value: null, count: 0, sum: 0 }])
    })

    it('keeps the order of UTF-8, not that of UTF-16', async () => {
      const names = await filled(
        ['\u{1F600}', '\uFFFD', 'Z', 'a', 'é', ''].map((name): Partial<Stored> => ({ name })),
      )
      expect(await names(EVERYTHING)).toEqual(['', 'Z', 'a', 'é', '\uFFFD', '\u{1F600}'])
    })
  })
}
