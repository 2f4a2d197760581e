import { describe, expect, it } from 'vitest'
import { type Adapter, DuplicateKey } from '../../../src-main/store/adapter.ts'
import { EVERYTHING } from '../../../src-main/store/index.ts'
import { box, boxesOf, boxSpec, newOrg, shown, storeOver } from '../boxes.ts'

const refusal = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'accepted',
    (e: unknown) => e,
  )

export function uniqueRules(adapter: () => Adapter): void {
  describe('unique indexes', () => {
    it('refuse a second record and name their fields, in one organization only', async () => {
      const org = newOrg()
      const session = adapter().direct()
      await session.insert(boxSpec, { org }, [box(org, { code: 'one' })])
      const refused = await refusal(session.insert(boxSpec, { org }, [box(org, { code: 'one' })]))
      expect(refused).toBeInstanceOf(DuplicateKey)
      expect(refused).toHaveProperty('fields', ['code'])
      const elsewhere = newOrg()
      await session.insert(boxSpec, { org: elsewhere }, [box(elsewhere, { code: 'one' })])
    })

    it('refuse a change as they refuse an insert, and the record stays as it was', async () => {
      const org = newOrg()
      const session = adapter().direct()
      const [a, b] = [box(org, { code: 'a' }), box(org, { code: 'b' })]
      await session.insert(boxSpec, { org }, [a, b])
      expect(
        await refusal(session.update(boxSpec, { org }, [{ id: b.id, set: { code: 'a' } }])),
      ).toHaveProperty('fields', ['code'])
      expect(await session.get(boxSpec, { org }, b.id)).toStrictEqual(shown(b))
    })

    it('do not count records that have no value', async () => {
      const org = newOrg()
      const session = adapter().direct()
      await session.insert(boxSpec, { org }, [
        box(org),
        box(org),
        box(org, { code: null }),
        box(org, { code: null }),
      ])
      expect(await session.count(boxSpec, { org }, EVERYTHING)).toBe(4)
    })

    it('count only the records of their condition when they have one', async () => {
      const org = newOrg()
      const session = adapter().direct()
      const closed = box(org, { slot: 's', state: 'closed' })
      await session.insert(boxSpec, { org }, [
        closed,
        box(org, { slot: 's', state: 'closed' }),
        box(org, { slot: 's', state: 'open' }),
      ])
      expect(
        await refusal(session.insert(boxSpec, { org }, [box(org, { slot: 's', state: 'open' })])),
      ).toHaveProperty('fields', ['slot'])
      expect(
        await refusal(session.update(boxSpec, { org }, [{ id: closed.id, set: { state: 'open' } }])),
      ).toHaveProperty('fields', ['slot'])
      await session.insert(boxSpec, { org }, [box(org, { slot: 't', state: 'open' })])
    })

    it('refuse the same id twice', async () => {
      const org = newOrg()
      const record = box(org)
      const session = adapter().direct()
      await session.insert(boxSpec, { org }, [record])
      expect(await refusal(session.insert(boxSpec, { org }, [{ ...record }]))).toHaveProperty('fields', [
        'id',
      ])
    })

    it('leave nothing of a call that they refuse in part', async () => {
      const org = newOrg()
      const session = adapter().direct()
      expect(
        await refusal(session.insert(boxSpec, { org }, [box(org, { code: 'x' }), box(org, { code: 'x' })])),
      ).toBeInstanceOf(DuplicateKey)
      expect(await session.count(boxSpec, { org }, EVERYTHING)).toBe(0)
      const [a, b] = [box(org, { code: 'a' }), box(org, { code: 'b' })]
      await session.insert(boxSpec, { org }, [a, b])
      const both = [
        { id: a.id, set: { code: 'c' } },
        { id: b.id, set: { code: 'c' } },
      ]
      expect(await refusal(session.update(boxSpec, { org }, both))).toBeInstanceOf(DuplicateKey)
      expect(await session.get(boxSpec, { org }, a.id)).toStrictEqual(shown(a))
    })

    it('answer CONFLICT with the field through the store, and never the value', async () => {
      const list = boxesOf(storeOver(adapter()), newOrg())
      await list.insert({ name: 'a', code: 'secret-value' })
      const refused = await refusal(list.insert({ name: 'b', code: 'secret-value' }))
      expect(refused).toMatchObject({ code: 'CONFLICT', data: { field: 'code' } })
      expect(String(refused)).not.toContain('secret-value')
    })
  })
}
