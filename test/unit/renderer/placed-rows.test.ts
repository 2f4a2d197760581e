import { expect, test } from 'vitest'
import type { Beginning, PageOf } from '../../../src-renderer/components/data-table/model.ts'
import { PlacedRows } from '../../../src-renderer/components/data-table/placed-rows.ts'

const FIRST = 100

/** A list as the console pages it: `count` rows named after `name`. A token is the place at which its page begins. */
const listOf = (name: string, count: number) => {
  const asked: Beginning[] = []
  const page = (from: number, limit: number): PageOf<string> => ({
    items: Array.from(
      { length: Math.max(0, Math.min(limit, count - from)) },
      (_, at) => `${name}${from + at}`,
    ),
    next: from + limit < count ? String(from + limit) : null,
    total: count,
  })
  const load = async (from: Beginning, limit: number): Promise<PageOf<string>> => {
    asked.push(from)
    return page(Number(from.cursor ?? from.skip), limit)
  }
  return { first: page(0, FIRST), load, asked }
}
const settled = () => new Promise((resolve) => setTimeout(resolve, 5))

test('pages are read as far as somebody looks, by their tokens, and no further', async () => {
  const list = listOf('a', 5_000)
  const rows = new PlacedRows<string>()
  rows.start(list.first, list.load, false)
  await settled()
  expect(list.asked).toEqual([{ cursor: '100' }])
  expect(rows.total).toBe(5_000)
  rows.want(450, 470)
  await settled()
  expect(list.asked).toEqual([{ cursor: '100' }, { cursor: '600' }])
  expect(rows.at(670)).toBe('a670')
  expect(rows.at(1_100)).toBeUndefined()
})

test('a leap reads where it leads, goes on from there both ways, and nothing of what lies between', async () => {
  const list = listOf('a', 5_000)
  const rows = new PlacedRows<string>()
  rows.start(list.first, list.load, false)
  await settled()
  rows.want(3_010, 3_030)
  await settled()
  expect(list.asked.slice(1)).toEqual([{ skip: 3_000 }, { cursor: '3100' }, { skip: 2_900 }])
  expect(rows.at(3_010)).toBe('a3010')
  expect(rows.at(2_960)).toBe('a2960')
  expect(rows.at(1_500)).toBeUndefined()
  rows.want(4_990, 4_999)
  await settled()
  expect(rows.at(4_999)).toBe('a4999')
  expect(rows.total).toBe(5_000)
})

test('of a table that flies past, what is read next is what is in view when a page has come', async () => {
  const list = listOf('a', 100_000)
  const rows = new PlacedRows<string>()
  rows.start(list.first, list.load, false)
  await settled()
  list.asked.length = 0
  for (let place = 1_000; place <= 90_000; place += 1_000) rows.want(place, place + 20)
  await settled()
  expect(list.asked.slice(0, 2)).toEqual([{ skip: 1_000 }, { skip: 90_000 }])
  expect(rows.at(45_000)).toBeUndefined()
})

test('a range that was not looked at is read before it is given', async () => {
  const list = listOf('a', 2_000)
  const rows = new PlacedRows<string>()
  rows.start(list.first, list.load, false)
  rows.want(1_500, 1_520)
  await settled()
  const range = await rows.between(50, 1_505)
  expect(range).toHaveLength(1_456)
  expect(range[0]).toBe('a50')
  expect(range.at(-1)).toBe('a1505')
})

test('a range of a list that started over meanwhile has rows of the new one alone', async () => {
  const before = listOf('a', 2_000)
  const after = listOf('b', 2_000)
  const rows = new PlacedRows<string>()
  rows.start(before.first, before.load, false)
  await settled()
  const range = rows.between(50, 1_299)
  rows.start(after.first, after.load, false)
  expect((await range).filter((row) => row.startsWith('a'))).toEqual([])
  expect(await range).toHaveLength(1_250)
})

test('after a change the old rows stay in place until the new ones come', async () => {
  const before = listOf('a', 140)
  const rows = new PlacedRows<string>()
  rows.start(before.first, before.load, false)
  rows.want(100, 135)
  await settled()
  const after = listOf('b', 140)
  rows.start(after.first, after.load, true)
  expect(rows.at(5)).toBe('b5')
  expect(rows.at(135)).toBe('a135')
  await settled()
  expect(rows.at(135)).toBe('b135')
})

test('rows that are gone after a change are gone from the table', async () => {
  const before = listOf('a', 140)
  const rows = new PlacedRows<string>()
  rows.start(before.first, before.load, false)
  rows.want(100, 139)
  await settled()
  const after = listOf('b', 115)
  rows.start(after.first, after.load, true)
  await settled()
  expect(rows.total).toBe(115)
  expect(rows.loaded).toHaveLength(115)
  expect(rows.at(115)).toBeUndefined()
})

test('a list that turns out shorter than it was said to be ends where it ends', async () => {
  const list = listOf('a', 250)
  const rows = new PlacedRows<string>()
  const more = async (from: Beginning, limit: number) => ({ ...(await list.load(from, limit)), total: 400 })
  rows.start({ ...list.first, total: 400 }, more, false)
  rows.want(380, 399)
  await settled()
  expect(rows.total).toBe(250)
  expect(rows.at(249)).toBe('a249')
})

test('another list shows nothing of the one before', () => {
  const before = listOf('a', 40)
  const rows = new PlacedRows<string>()
  rows.start(before.first, before.load, false)
  const after = listOf('b', 2)
  rows.start(after.first, after.load, false)
  expect(rows.loaded).toEqual(['b0', 'b1'])
})

test('a page that arrives after the list was replaced is dropped', async () => {
  const rows = new PlacedRows<string>()
  let answer: (page: PageOf<string>) => void = () => undefined
  const slow = () =>
    new Promise<PageOf<string>>((resolve) => {
      answer = resolve
    })
  rows.start({ items: ['a0'], next: '1', total: 2 }, slow, false)
  const late = answer
  rows.start({ items: ['b0'], next: null, total: 1 }, slow, false)
  late({ items: ['a1'], next: null, total: 2 })
  await settled()
  expect(rows.loaded).toEqual(['b0'])
})

test('a page that cannot be read is told and read again on demand', async () => {
  const list = listOf('a', 130)
  let broken = true
  const rows = new PlacedRows<string>()
  const load = (from: Beginning, limit: number) =>
    broken ? Promise.reject(new Error('gone')) : list.load(from, limit)
  rows.start(list.first, load, false)
  await settled()
  expect(rows.failed).toBeInstanceOf(Error)
  broken = false
  rows.retry()
  await settled()
  expect(rows.failed).toBeNull()
  expect(rows.at(115)).toBe('a115')
})

test('rows that a later page counts no longer are no longer loaded', async () => {
  const [long, short] = [listOf('a', 2_000), listOf('a', 1_500)]
  let list = long
  const rows = new PlacedRows<string>()
  rows.start(long.first, (from, limit) => list.load(from, limit), false)
  rows.want(1_950, 1_999)
  await settled()
  list = short
  rows.want(600, 620)
  await settled()
  expect(rows.total).toBe(1_500)
  expect(rows.loadedCount).toBeLessThanOrEqual(1_500)
  expect(rows.loaded.every((row) => Number(row.slice(1)) < 1_500)).toBe(true)
  expect(rows.at(1_990)).toBeUndefined()
})

test('a row that is read again as it was is the same object, one that changed is not', async () => {
  const pageOf = (...names: readonly string[]): PageOf<{ readonly name: string }> => ({
    items: names.map((name) => ({ name })),
    next: null,
    total: names.length,
  })
  const rows = new PlacedRows<{ readonly name: string }>()
  const load = (): Promise<never> => Promise.reject(new Error('All rows are on the first page.'))
  rows.start(pageOf('Ada', 'Ben'), load, false)
  const [ada, ben] = [rows.at(0), rows.at(1)]
  rows.start(pageOf('Ada', 'Benedict'), load, true)
  expect(rows.at(0)).toBe(ada)
  expect(rows.at(1)).toEqual({ name: 'Benedict' })
  expect(ben).toEqual({ name: 'Ben' })
})
