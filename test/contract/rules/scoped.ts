import { describe, expect, it } from 'vitest'
import type { Adapter } from '../../../src-main/store/adapter.ts'
import { EVERYTHING, eq, type Predicate, text } from '../../../src-main/store/index.ts'
import { boxesOf, newOrg, storeOver } from '../boxes.ts'

export function scopedRules(adapter: () => Adapter): void {
  const make = () => {
    const store = storeOver(adapter())
    const org = newOrg()
    return { store, org, list: boxesOf(store, org) }
  }
  describe('a scoped collection', () => {
    it('gives id, organization, version and times; a caller cannot', async () => {
      const { list, org } = make()
      const forged = {
        name: 'n',
        id: 'mine',
        orgId: 'theirs',
        version: 9,
        createdAt: 'then',
        updatedAt: 'then',
      }
      const record = await list.insert(forged)
      expect(record).toMatchObject({ orgId: org, version: 1, createdAt: record.updatedAt })
      expect(record.id).not.toBe('mine')
      const changed = await list.update(record, { ...forged, name: 'm' } as { name: string })
      expect(changed).toStrictEqual({ ...record, name: 'm', version: 2, updatedAt: changed.updatedAt })
      expect(await list.get(record.id)).toStrictEqual(changed)
    })

    it('answers VERSION_CONFLICT with both versions when somebody else was faster', async () => {
      const { list } = make()
      const record = await list.insert({ name: 'n' })
      await list.update(record, { name: 'first' })
      await expect(list.update(record, { name: 'second' })).rejects.toMatchObject({
        code: 'VERSION_CONFLICT',
        data: { expected: 1, current: 2 },
      })
      await expect(list.remove(record)).rejects.toMatchObject({ code: 'VERSION_CONFLICT' })
      expect((await list.require(record.id, 'box')).name).toBe('first')
    })

    it('answers NOT_FOUND alike for what is gone, foreign or never was', async () => {
      const { list, store } = make()
      const foreign = await boxesOf(store, newOrg()).insert({ name: 'theirs' })
      const gone = await list.insert({ name: 'gone' })
      await list.remove(gone)
      const notFound = { code: 'NOT_FOUND', message: 'There is no such box here.' }
      for (const record of [foreign, gone]) {
        await expect(list.require(record.id, 'box')).rejects.toMatchObject(notFound)
        await expect(list.update(record, { name: 'x' }, 'box')).rejects.toMatchObject(notFound)
        await expect(list.remove(record, 'box')).rejects.toMatchObject(notFound)
      }
      await expect(list.require('never', 'box')).rejects.toMatchObject(notFound)
    })

    it('says all or nothing about several changes', async () => {
      const { store, org } = make()
      const records = await boxesOf(store, org).insertMany([{ name: 'a' }, { name: 'b' }])
      const [a, b] = records
      if (!a || !b) throw new Error('two were inserted')
      await boxesOf(store, org).update(b, { name: 'b2' })
      const both = store.transaction((unit) =>
        boxesOf(unit, org).updateMany([
          { current: a, patch: { name: 'a3' } },
          { current: b, patch: { name: 'b3' } },
        ]),
      )
      await expect(both).rejects.toMatchObject({ code: 'VERSION_CONFLICT' })
      expect((await boxesOf(store, org).require(a.id, 'box')).name).toBe('a')
    })

    it('searches the text that a record has now', async () => {
      const { list } = make()
      const record = await list.insert({ name: 'Alpha', state: 'new' })
      await list.update(record, { name: 'Beta' })
      expect(await list.count(text('alpha'))).toBe(0)
      expect(await list.count(text('beta new'))).toBe(1)
      expect(await list.first(text('beta'))).not.toHaveProperty('searchText')
    })

    it('refuses conditions outside of the language', async () => {
      const { list } = make()
      await list.insert({ name: 'n' })
      const smuggled: readonly unknown[] = [
        { eq: ['orgId', 'x'] },
        { eq: ['name', { $ne: null }] },
        { eq: ['name', 'n'], any: [] },
        { $or: [] },
        {},
        null,
        { eq: ['misspelt', 'x'] },
        { in: ['name', { length: 1 }] },
        { range: ['tags', { from: 'a' }] },
        { prefix: ['rank', '1'] },
        { text: { $regex: '.' } },
      ]
      for (const where of smuggled) {
        await expect(list.list({ where: where as Predicate, limit: 1 })).rejects.toThrow()
        await expect(list.count(where as Predicate)).rejects.toThrow()
        await expect(list.removeWhere(where as Predicate)).rejects.toThrow()
      }
      expect(await list.count(EVERYTHING)).toBe(1)
    })

    it('removes dependents of its own organization only', async () => {
      const { store, list } = make()
      const other = boxesOf(store, newOrg())
      await list.insertMany([{ name: 'x' }, { name: 'x' }, { name: 'y' }])
      await other.insert({ name: 'x' })
      expect(await list.removeWhere(eq('name', 'x'))).toBe(2)
      expect(await other.count(EVERYTHING)).toBe(1)
    })
  })
}
