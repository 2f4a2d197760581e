import { describe, expect, it } from 'vitest'
import { type AdapterSession, DuplicateKey } from '../../../src-main/store/adapter.ts'
import { EVERYTHING } from '../../../src-main/store/index.ts'
import { box, boxesOf, boxSpec, newOrg, shown, storeOver } from '../boxes.ts'
import { adapterOf, type Stores } from './stores.ts'

const increment = (org: string, id: string) => async (session: AdapterSession) => {
  const now = await session.get(boxSpec, { org }, id)
  await session.update(boxSpec, { org }, [
    { id, version: now?.version, set: { size: Number(now?.['size']) + 1 } },
  ])
}

export function transactionRules(stores: Stores): void {
  const one = () => adapterOf(stores, 'one')
  const other = () => adapterOf(stores, 'other')

  describe('transactions', () => {
    it('keep all of their work or nothing', async () => {
      const org = newOrg()
      const kept = await one().transaction(async (session) => {
        await session.insert(boxSpec, { org }, [box(org), box(org)])
        await session.updateWhere(boxSpec, { org }, EVERYTHING, { state: 'seen' })
        return session.count(boxSpec, { org }, { eq: ['state', 'seen'] })
      })
      expect(kept).toBe(2)
      const failed = one().transaction(async (session) => {
        await session.insert(boxSpec, { org }, [box(org)])
        await session.delete(boxSpec, { org }, EVERYTHING)
        throw new Error('of the work itself')
      })
      await expect(failed).rejects.toThrow('of the work itself')
      expect(
        await one()
          .direct()
          .count(boxSpec, { org }, { eq: ['state', 'seen'] }),
      ).toBe(2)
    })

    it('keep nothing after a refusal by the database, even when the work caught it', async () => {
      const org = newOrg()
      const caught = one().transaction(async (session) => {
        await session.insert(boxSpec, { org }, [box(org, { code: 'a' })])
        await session.insert(boxSpec, { org }, [box(org, { code: 'a' })]).catch(() => undefined)
      })
      await expect(caught).rejects.toBeInstanceOf(DuplicateKey)
      expect(await one().direct().count(boxSpec, { org }, EVERYTHING)).toBe(0)
    })

    it('are invisible to everybody else until they are committed', async () => {
      const org = newOrg()
      const counts = async () => [
        await one().direct().count(boxSpec, { org }, EVERYTHING),
        await other().direct().count(boxSpec, { org }, EVERYTHING),
      ]
      await one().transaction(async (session) => {
        await session.insert(boxSpec, { org }, [box(org)])
        expect(await session.count(boxSpec, { org }, EVERYTHING)).toBe(1)
        expect(await counts()).toEqual([0, 0])
      })
      expect(await counts()).toEqual([1, 1])
    })

    it('see what they wrote themselves, ids and pages alike', async () => {
      const org = newOrg()
      const record = box(org, { name: 'mine' })
      await one().transaction(async (session) => {
        await session.insert(boxSpec, { org }, [record])
        expect(await session.get(boxSpec, { org }, record.id)).toStrictEqual(shown(record))
        const query = { where: EVERYTHING, sort: { field: 'name', direction: 'asc' }, limit: 2 } as const
        expect(await session.find(boxSpec, { org }, query)).toStrictEqual([shown(record)])
        await session.delete(boxSpec, { org }, EVERYTHING)
      })
      expect(await one().direct().get(boxSpec, { org }, record.id)).toBeUndefined()
    })

    it('lose no increment when many meet in one record, from two adapters', async () => {
      const org = newOrg()
      const record = box(org, { size: 0 })
      await one().direct().insert(boxSpec, { org }, [record])
      const work = increment(org, record.id)
      await Promise.all(Array.from({ length: 40 }, (_, i) => (i % 2 ? one() : other()).transaction(work)))
      const last = await one().direct().get(boxSpec, { org }, record.id)
      expect(last).toMatchObject({ size: 40, version: 41 })
    })

    it('never skew: of two that each leave one of a pair, only one can go', async () => {
      const org = newOrg()
      const pair = [box(org, { size: 1 }), box(org, { size: 1 })]
      const head = box(org, { name: 'head', size: 0 })
      await one()
        .direct()
        .insert(boxSpec, { org }, [...pair, head])
      // Both look at the pair and touch the head: what decides a pair belongs to one record that both write.
      const leave = (id: string) => async (session: AdapterSession) => {
        const left = await session.count(boxSpec, { org }, { eq: ['size', 1] })
        if (left < 2) throw new Error('the last one stays')
        await session.update(boxSpec, { org }, [{ id, set: { size: 2 } }])
        await session.update(boxSpec, { org }, [{ id: head.id, set: { state: id } }])
      }
      const ends = await Promise.allSettled(
        pair.map(({ id }, i) => (i ? one() : other()).transaction(leave(id))),
      )
      expect(ends.map((e) => e.status).sort()).toEqual(['fulfilled', 'rejected'])
      expect(
        await one()
          .direct()
          .count(boxSpec, { org }, { eq: ['size', 1] }),
      ).toBe(1)
    })

    it('a direct write beside them waits and is neither lost nor part of them', async () => {
      const org = newOrg()
      const [mine, beside] = [box(org), box(org)]
      let written: Promise<void> | undefined
      const failed = one().transaction(async (session) => {
        await session.insert(boxSpec, { org }, [mine])
        written = other().direct().insert(boxSpec, { org }, [beside])
        throw new Error('rolled back')
      })
      await expect(failed).rejects.toThrow('rolled back')
      await written
      const query = { where: EVERYTHING, sort: { field: 'id', direction: 'asc' }, limit: 9 } as const
      expect(await one().direct().find(boxSpec, { org }, query)).toStrictEqual([shown(beside)])
    })

    it('a session is of no use after its transaction', async () => {
      const org = newOrg()
      let escaped: AdapterSession | undefined
      await one().transaction(async (session) => {
        escaped = session
        await session.insert(boxSpec, { org }, [box(org)])
      })
      if (!escaped) throw new Error('the work did not run')
      await expect(escaped.insert(boxSpec, { org }, [box(org)])).rejects.toThrow()
      expect(await one().direct().count(boxSpec, { org }, EVERYTHING)).toBe(1)
    })

    it('what one adapter acknowledged the other has', async () => {
      const org = newOrg()
      const record = await boxesOf(storeOver(one()), org).insert({ name: 'here' })
      const there = boxesOf(storeOver(other()), org)
      expect(await there.get(record.id)).toStrictEqual(record)
      const changed = await there.update(record, { name: 'there' })
      expect(await boxesOf(storeOver(one()), org).get(record.id)).toStrictEqual(changed)
    })
  })
}
