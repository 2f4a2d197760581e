import { describe, expect, it } from 'vitest'
import type { Adapter } from '../../../src-main/store/adapter.ts'
import { all, EVERYTHING, eq, prefix } from '../../../src-main/store/index.ts'
import { box, boxSpec, newOrg, shown } from '../boxes.ts'

export function writingRules(adapter: () => Adapter): void {
  describe('writing', () => {
    it('gives back what was inserted, field by field', async () => {
      const org = newOrg()
      const record = box(org, {
        code: 'c',
        rank: -1.5,
        active: false,
        tags: ['x', ''],
        note: { deep: [null, { a: 1 }] },
      })
      await adapter().direct().insert(boxSpec, { org }, [record])
      expect(await adapter().direct().get(boxSpec, { org }, record.id)).toStrictEqual(shown(record))
    })

    it('finds nothing of another organization by id', async () => {
      const org = newOrg()
      const record = box(org)
      const session = adapter().direct()
      await session.insert(boxSpec, { org }, [record])
      const stranger = { org: newOrg() }
      expect(await session.get(boxSpec, stranger, record.id)).toBeUndefined()
      expect(await session.update(boxSpec, stranger, [{ id: record.id, set: { name: 'taken' } }])).toEqual([])
      expect(await session.updateWhere(boxSpec, stranger, eq('id', record.id), { name: 'taken' })).toBe(0)
      expect(await session.delete(boxSpec, stranger, EVERYTHING)).toBe(0)
      expect(await session.get(boxSpec, { org }, record.id)).toStrictEqual(shown(record))
    })

    it('changes only the fields named and counts the version up', async () => {
      const org = newOrg()
      const record = box(org, { code: 'c', rank: 1 })
      const session = adapter().direct()
      await session.insert(boxSpec, { org }, [record])
      expect(
        await session.update(boxSpec, { org }, [{ id: record.id, set: { rank: 2, tags: ['t'] } }]),
      ).toEqual([record.id])
      expect(await session.get(boxSpec, { org }, record.id)).toStrictEqual({
        ...shown(record),
        rank: 2,
        tags: ['t'],
        version: 2,
      })
    })

    it('keeps null and absence apart: undefined takes a field away, null sets it', async () => {
      const org = newOrg()
      const record = box(org, { rank: 1, code: 'c' })
      const session = adapter().direct()
      await session.insert(boxSpec, { org }, [record])
      await session.update(boxSpec, { org }, [{ id: record.id, set: { rank: undefined, code: null } }])
      const { rank: _gone, ...rest } = shown(record)
      expect(await session.get(boxSpec, { org }, record.id)).toStrictEqual({
        ...rest,
        code: null,
        version: 2,
      })
    })

    it('changes nothing of a record that has another version, and says which were changed', async () => {
      const org = newOrg()
      const [a, b, c] = [box(org), box(org), box(org)]
      const session = adapter().direct()
      await session.insert(boxSpec, { org }, [a, b, c])
      const changed = await session.update(boxSpec, { org }, [
        { id: a.id, version: 1, set: { name: 'new' } },
        { id: b.id, version: 2, set: { name: 'new' } },
        { id: 'missing', version: 1, set: { name: 'new' } },
        { id: c.id, set: { name: 'new' } },
      ])
      expect(new Set(changed)).toEqual(new Set([a.id, c.id]))
      expect(await session.get(boxSpec, { org }, b.id)).toStrictEqual(shown(b))
    })

    it('changes and removes all that match, and says how many', async () => {
      const org = newOrg()
      const session = adapter().direct()
      await session.insert(
        boxSpec,
        { org },
        ['aa', 'ab', 'b'].map((name) => box(org, { name })),
      )
      expect(
        await session.updateWhere(boxSpec, { org }, prefix('name', 'a'), { state: 'seen', rank: null }),
      ).toBe(2)
      expect(await session.count(boxSpec, { org }, all(eq('state', 'seen'), eq('version', 2)))).toBe(2)
      expect(await session.delete(boxSpec, { org }, eq('state', 'seen'))).toBe(2)
      expect(await session.count(boxSpec, { org }, EVERYTHING)).toBe(1)
    })

    it('refuses a record that names another organization, and a change of what never changes', async () => {
      const org = newOrg()
      const session = adapter().direct()
      await expect(session.insert(boxSpec, { org }, [box(newOrg())])).rejects.toThrow(TypeError)
      const record = box(org)
      await session.insert(boxSpec, { org }, [record])
      for (const set of [{ orgId: newOrg() }, { id: 'x' }, { version: 9 }, { createdAt: 'then' }]) {
        await expect(session.update(boxSpec, { org }, [{ id: record.id, set }])).rejects.toThrow(TypeError)
        await expect(session.updateWhere(boxSpec, { org }, EVERYTHING, set)).rejects.toThrow(TypeError)
      }
      expect(await session.get(boxSpec, { org }, record.id)).toStrictEqual(shown(record))
    })

    it('prepares again without changing what is stored', async () => {
      const org = newOrg()
      const record = box(org, { tags: ['kept'] })
      await adapter().direct().insert(boxSpec, { org }, [record])
      await adapter().prepare([boxSpec])
      expect(await adapter().direct().get(boxSpec, { org }, record.id)).toStrictEqual(shown(record))
    })

    it('says which server answers', async () => {
      const begun = performance.now()
      const { server, milliseconds } = await adapter().ping()
      expect(server).toMatch(/\d+\.\d+/)
      // What it says it took lies within what it took.
      expect(milliseconds).toBeLessThanOrEqual(performance.now() - begun)
      expect(milliseconds).toBeGreaterThan(0)
    })
  })
}
