import { expect, test } from 'vitest'
import { KeysetRows } from '../../../src-renderer/components/data-table/keyset-rows.ts'
import type { PageOf } from '../../../src-renderer/components/data-table/model.ts'

const SIZE = 10

/** A list as the console pages it: `count` rows named after `name`. */
const listOf = (name: string, count: number) => {
  const asked: string[] = []
  const page = (from: number): PageOf<string> => ({
    items: Array.from({ length: Math.min(SIZE, count - from) }, (_, at) => `${name}${from + at}`),
    next: from + SIZE < count ? String(from + SIZE) : null,
    total: count,
  })
  const load = async (cursor: string): Promise<PageOf<string>> => {
    asked.push(cursor)
    return page(Number(cursor))
  }
  return { first: page(0), load, asked }
}
const settled = () => new Promise((resolve) => setTimeout(resolve, 5))

test('pages are read as far as somebody looks, and no further', async () => {
  const list = listOf('a', 100)
  const rows = new KeysetRows<string>()
  rows.start(list.first, list.load, false)
  await settled()
  expect(list.asked).toEqual([])
  expect(rows.total).toBe(100)
  rows.want(25)
  await settled()
  expect(list.asked).toEqual(['10', '20'])
  expect(rows.at(25)).toBe('a25')
  expect(rows.at(30)).toBeUndefined()
})

test('after a change the old rows stay in place until the new ones come', async () => {
  const before = listOf('a', 40)
  const rows = new KeysetRows<string>()
  rows.start(before.first, before.load, false)
  rows.want(35)
  await settled()
  const after = listOf('b', 40)
  rows.start(after.first, after.load, true)
  expect(rows.at(5)).toBe('b5')
  expect(rows.at(35)).toBe('a35')
  await settled()
  expect(rows.at(35)).toBe('b35')
})

test('rows that are gone after a change are gone from the table', async () => {
  const before = listOf('a', 40)
  const rows = new KeysetRows<string>()
  rows.start(before.first, before.load, false)
  rows.want(39)
  await settled()
  const after = listOf('b', 15)
  rows.start(after.first, after.load, true)
  await settled()
  expect(rows.total).toBe(15)
  expect(rows.loaded).toHaveLength(15)
  expect(rows.at(15)).toBeUndefined()
})

test('another list shows nothing of the one before', () => {
  const before = listOf('a', 40)
  const rows = new KeysetRows<string>()
  rows.start(before.first, before.load, false)
  const after = listOf('b', 2)
  rows.start(after.first, after.load, false)
  expect(rows.loaded).toEqual(['b0', 'b1'])
})

test('a page that arrives after the list was replaced is dropped', async () => {
  const rows = new KeysetRows<string>()
  let answer: (page: PageOf<string>) => void = () => undefined
  const slow = () =>
    new Promise<PageOf<string>>((resolve) => {
      answer = resolve
    })
  rows.start({ items: ['a0'], next: '1', total: 2 }, slow, false)
  rows.want(1)
  const late = answer
  rows.start({ items: ['b0'], next: null, total: 1 }, slow, false)
  late({ items: ['a1'], next: null, total: 2 })
  await settled()
  expect(rows.loaded).toEqual(['b0'])
})

test('a page that cannot be read is told and read again on demand', async () => {
  const list = listOf('a', 30)
  let broken = true
  const rows = new KeysetRows<string>()
  const load = (cursor: string) => (broken ? Promise.reject(new Error('gone')) : list.load(cursor))
  rows.start(list.first, load, false)
  rows.want(15)
  await settled()
  expect(rows.failed).toBeInstanceOf(Error)
  broken = false
  rows.retry()
  await settled()
  expect(rows.failed).toBeNull()
  expect(rows.at(15)).toBe('a15')
})
