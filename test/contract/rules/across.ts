import { describe, expect, it } from 'vitest'
import type { Adapter, OneTenant, Tenant } from '../../../src-main/store/adapter.ts'
import { EVERYTHING, eq } from '../../../src-main/store/index.ts'
import { box, boxSpec, newOrg, shown } from '../boxes.ts'

export function acrossRules(adapter: () => Adapter): void {
  describe('a look across tenants', () => {
    it('reads the records of all, and one organization reads its own', async () => {
      const session = adapter().direct()
      const mark = newOrg()
      const orgs = [newOrg(), newOrg()]
      for (const org of orgs) await session.insert(boxSpec, { org }, [box(org, { state: mark, size: 2 })])
      const across = { across: 'contract suite' }
      const where = eq('state', mark)
      const rows = await session.find(boxSpec, across, {
        where,
        sort: { field: 'id', direction: 'asc' },
        limit: 9,
      })
      expect(rows.map((r) => r.orgId).sort()).toEqual([...orgs].sort())
      expect(await session.count(boxSpec, across, where)).toBe(2)
      expect(await session.group(boxSpec, across, { where, by: 'state', sum: 'size' })).toEqual([
        { value: mark, count: 2, sum: 4 },
      ])
      expect(await session.count(boxSpec, { org: orgs[0] ?? '' }, where)).toBe(1)
    })

    it('never writes, and needs a reason', async () => {
      const session = adapter().direct()
      const org = newOrg()
      const record = box(org)
      await session.insert(boxSpec, { org }, [record])
      const across = { across: 'contract suite' } as unknown as OneTenant
      await expect(session.get(boxSpec, across, record.id)).rejects.toThrow(TypeError)
      await expect(session.insert(boxSpec, across, [box(org)])).rejects.toThrow(TypeError)
      await expect(session.update(boxSpec, across, [{ id: record.id, set: { name: 'x' } }])).rejects.toThrow(
        TypeError,
      )
      await expect(session.updateWhere(boxSpec, across, EVERYTHING, { name: 'x' })).rejects.toThrow(TypeError)
      await expect(session.delete(boxSpec, across, EVERYTHING)).rejects.toThrow(TypeError)
      for (const tenant of [
        {},
        { across: '' },
        { org: '' },
        { org: undefined },
        { org: { $ne: '' } },
        { org: null, across: 'x' },
      ])
        await expect(session.count(boxSpec, tenant as unknown as Tenant, EVERYTHING)).rejects.toThrow(
          TypeError,
        )
      expect(await session.get(boxSpec, { org }, record.id)).toStrictEqual(shown(record))
    })
  })
}
