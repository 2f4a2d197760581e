import { describe, expect, it } from 'vitest'
import type { Adapter } from '../../../src-main/store/adapter.ts'
import { EVERYTHING, eq } from '../../../src-main/store/index.ts'
import { box, boxesOf, boxSpec, newOrg, shown, storeOver } from '../boxes.ts'

const NOTES: readonly unknown[] = [
  { $where: 'sleep(1)', '$ne.x': { $gt: '' } },
  JSON.parse('{"__proto__": {"admin": true}, "constructor": 1}'),
  { $ref: 'boxes', $id: 'x', $db: 'other' },
  { _bsontype: 'ObjectId', id: 'not one' },
  'NUL \0 in the middle, \x01\x02\x02 and \u001f',
  { 'key with \0': 'value' }['key with \0'],
  '\u202Eright to left\u202C, a\u200Bb, é and e\u0301',
  '10,000 signs '.repeat(1000),
  [[], [[]], {}, '', 0, -0.5, 2 ** 53 - 1, -(2 ** 53) + 1, 1e300, true, null],
]

export function documentRules(adapter: () => Adapter): void {
  describe('documents', () => {
    it.each(NOTES.map((note, i) => [i, note]))('what a record holds is data (%i)', async (_i, note) => {
      const org = newOrg()
      const session = adapter().direct()
      const record = box(org, { note })
      await session.insert(boxSpec, { org }, [record])
      expect(await session.get(boxSpec, { org }, record.id)).toStrictEqual(shown(record))
      await session.update(boxSpec, { org }, [{ id: record.id, set: { note: [note] } }])
      expect(await session.get(boxSpec, { org }, record.id)).toStrictEqual({
        ...shown(record),
        note: [note],
        version: 2,
      })
    })

    it.each(['', ' ', "it's", '"', '$x', '%', '😀', 'a\0b', '\x01', '\u202Eid', '__proto__'])(
      'an id may be any text (%j)',
      async (sign) => {
        const org = newOrg()
        const session = adapter().direct()
        const record = { ...box(org), id: `${org}${sign}` }
        await session.insert(boxSpec, { org }, [record])
        expect(await session.get(boxSpec, { org }, record.id)).toStrictEqual(shown(record))
        expect(
          await session.update(boxSpec, { org }, [{ id: record.id, version: 1, set: { rank: 1 } }]),
        ).toEqual([record.id])
        expect(await session.delete(boxSpec, { org }, eq('id', record.id))).toBe(1)
      },
    )

    it('refuses through the store what the schema refuses, and stores nothing of it', async () => {
      const list = boxesOf(storeOver(adapter()), newOrg())
      const bad: readonly Record<string, unknown>[] = [
        {},
        { name: 1 },
        { name: 'a', rank: 'high' },
        { name: 'a', tags: [1] },
        { name: { $gt: '' } },
      ]
      for (const draft of bad)
        await expect(list.insert(draft as unknown as { name: string })).rejects.toMatchObject({
          code: 'BAD_INPUT',
        })
      await expect(
        list.insertMany([{ name: 'good' }, {} as unknown as { name: string }]),
      ).rejects.toMatchObject({ code: 'BAD_INPUT' })
      expect(await list.count(EVERYTHING)).toBe(0)
      const kept = await list.insert({ name: 'kept' })
      await expect(list.update(kept, { name: 7 as unknown as string })).rejects.toMatchObject({
        code: 'BAD_INPUT',
      })
      expect(await list.get(kept.id)).toStrictEqual(kept)
    })
  })
}
