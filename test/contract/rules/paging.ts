import { describe, expect, it } from 'vitest'
import type { Adapter, After, Sort, Stored } from '../../../src-main/store/adapter.ts'
import { EVERYTHING } from '../../../src-main/store/index.ts'
import { box, boxesOf, boxSpec, newOrg, storeOver } from '../boxes.ts'
import { found } from '../oracle.ts'

/** Three records of each rank, two of them nothing. */
const ranked = (org: string): Stored[] =>
  [undefined, null, -1, 0, 0.5, 2 ** 53 - 1].flatMap((rank) =>
    [1, 2, 3].map(() => box(org, rank === undefined ? {} : { rank })),
  )

export async function pages(adapter: Adapter, org: string, sort: Sort, limit: number): Promise<Stored[][]> {
  const list: Stored[][] = []
  let after: After | undefined
  do {
    const page: Stored[] = await adapter
      .direct()
      .find(boxSpec, { org }, { where: EVERYTHING, sort, limit, after })
    list.push(page)
    const last = page.at(-1)
    after =
      last && page.length === limit
        ? { value: (last[sort.field] ?? null) as After['value'], id: last.id }
        : undefined
  } while (after)
  return list
}

export function pagingRules(adapter: () => Adapter): void {
  describe('paging', () => {
    for (const direction of ['asc', 'desc'] as const)
      for (const limit of [1, 2, 5, 100])
        it(`walks every record once, ${direction}, ${limit} at a time, over ties and nulls`, async () => {
          const org = newOrg()
          const records = ranked(org)
          await adapter().direct().insert(boxSpec, { org }, records)
          const sort = { field: 'rank', direction }
          const walked = (await pages(adapter(), org, sort, limit)).flat()
          expect(walked.map((r) => r.id)).toEqual(
            found(records, { where: EVERYTHING, sort }).map((r) => r.id),
          )
        })

    it('goes on right after the end of the page before, whatever was inserted or removed meanwhile', async () => {
      const org = newOrg()
      const session = adapter().direct()
      await session.insert(
        boxSpec,
        { org },
        ['b', 'd', 'f'].map((name) => box(org, { name })),
      )
      const sort = { field: 'name', direction: 'asc' } as const
      const [, second] = await session.find(boxSpec, { org }, { where: EVERYTHING, sort, limit: 2 })
      await session.insert(
        boxSpec,
        { org },
        ['a', 'c', 'e'].map((name) => box(org, { name })),
      )
      await session.delete(boxSpec, { org }, { eq: ['id', second?.id ?? ''] })
      const after = { value: 'd', id: second?.id ?? '' }
      const rest = await session.find(boxSpec, { org }, { where: EVERYTHING, sort, limit: 9, after })
      expect(rest.map((r) => r['name'])).toEqual(['e', 'f'])
    })

    for (const direction of ['asc', 'desc'] as const)
      it(`begins ${direction} after as many as are passed over, ties and nulls among them`, async () => {
        const org = newOrg()
        const records = ranked(org)
        await adapter().direct().insert(boxSpec, { org }, records)
        const sort = { field: 'rank', direction }
        const all = found(records, { where: EVERYTHING, sort }).map((r) => r.id)
        for (const skip of [0, 1, 4, 17, 18, 19]) {
          const page = await adapter()
            .direct()
            .find(boxSpec, { org }, { where: EVERYTHING, sort, limit: 3, skip })
          expect(page.map((r) => r.id)).toEqual(all.slice(skip, skip + 3))
        }
      })

    it('goes on by the token of a page that was leapt to, and refuses two beginnings', async () => {
      const list = boxesOf(storeOver(adapter()), newOrg())
      await list.insertMany(['a', 'b', 'c', 'd', 'e'].map((name) => ({ name })))
      const query = { sort: { field: 'name', direction: 'asc' }, limit: 2 } as const
      const leapt = await list.list({ ...query, skip: 2 })
      expect(leapt.items.map((b) => b.name)).toEqual(['c', 'd'])
      const cursor = leapt.next ?? ''
      expect((await list.list({ ...query, cursor })).items.map((b) => b.name)).toEqual(['e'])
      await expect(list.list({ ...query, cursor, skip: 1 })).rejects.toMatchObject({
        code: 'BAD_INPUT',
        data: { issues: [{ field: 'skip' }] },
      })
    })

    it('gives no page for a limit of zero', async () => {
      const org = newOrg()
      await adapter()
        .direct()
        .insert(boxSpec, { org }, [box(org)])
      const query = { where: EVERYTHING, sort: { field: 'id', direction: 'asc' }, limit: 0 } as const
      expect(await adapter().direct().find(boxSpec, { org }, query)).toEqual([])
    })

    it('walks all pages of a list through the store', async () => {
      const list = boxesOf(storeOver(adapter()), newOrg())
      const names = Array.from({ length: 25 }, (_, i) => `n${String(i % 7)}`)
      await list.insertMany(names.map((name) => ({ name })))
      const walked: string[] = []
      for await (const item of list.each(EVERYTHING, { field: 'name', direction: 'desc' }, 4))
        walked.push(item.name)
      expect(walked).toEqual([...names].sort().reverse())
    })

    it('refuses a page token that was edited, of another list, or of another organization', async () => {
      const store = storeOver(adapter())
      const [org, other] = [newOrg(), newOrg()]
      for (const tenant of [org, other])
        await boxesOf(store, tenant).insertMany([{ name: 'a' }, { name: 'b' }])
      const query = { sort: { field: 'name', direction: 'asc' }, limit: 1 } as const
      const { next } = await boxesOf(store, org).list(query)
      const cursor = next ?? ''
      expect((await boxesOf(store, org).list({ ...query, cursor })).items.map((b) => b.name)).toEqual(['b'])
      const edited = `${cursor.startsWith('A') ? 'B' : 'A'}${cursor.slice(1)}`
      const refused = { code: 'BAD_INPUT', data: { issues: [{ field: 'cursor' }] } }
      for (const bad of [edited, '', '.', 'x.y', `${cursor}.z`.replace('.', '')])
        await expect(boxesOf(store, org).list({ ...query, cursor: bad })).rejects.toMatchObject(refused)
      await expect(boxesOf(store, other).list({ ...query, cursor })).rejects.toMatchObject(refused)
      const turned = { ...query, sort: { field: 'name', direction: 'desc' } } as const
      await expect(boxesOf(store, org).list({ ...turned, cursor })).rejects.toMatchObject(refused)
      await expect(
        boxesOf(store, org).list({ ...query, where: { text: 'a' }, cursor }),
      ).rejects.toMatchObject(refused)
    })
  })
}
