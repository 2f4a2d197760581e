import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { EVERYTHING } from '../../../src-main/store/index.ts'
import { box, boxSpec, newOrg } from '../boxes.ts'
import { adapterOf, type Stores, type Which } from './stores.ts'

export function watchRules(stores: Stores): void {
  const one = () => adapterOf(stores, 'one')

  /** What is told of one organization; `lost` in its place when notice was lost. */
  const heardBy = async (which: Which, org: string): Promise<string[]> => {
    const heard: string[] = []
    const stop = await adapterOf(stores, which).watch(
      boxSpec,
      (orgId, id) => {
        if (orgId === org) heard.push(id)
      },
      () => heard.push('lost'),
    )
    onTestFinished(stop)
    return heard
  }
  const soon = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 10 })

  describe('a watch', () => {
    it.each(['one', 'other'] as const)(
      'tells of inserts and updates of any adapter (heard by %s)',
      async (which) => {
        const org = newOrg()
        const heard = await heardBy(which, org)
        const [a, b] = [box(org), box(org)]
        await one().direct().insert(boxSpec, { org }, [a])
        await soon(() => expect(heard).toEqual([a.id]))
        await one()
          .direct()
          .update(boxSpec, { org }, [{ id: a.id, set: { name: 'new' } }])
        await soon(() => expect(heard).toEqual([a.id, a.id]))
        await one().transaction(async (session) => {
          await session.insert(boxSpec, { org }, [b])
          await session.updateWhere(boxSpec, { org }, { eq: ['id', a.id] }, { name: 'newer' })
        })
        await soon(() => expect(heard.slice(2).sort()).toEqual([a.id, b.id].sort()))
      },
    )

    it.each(['one', 'other'] as const)(
      'tells nothing of what was rolled back or only deleted (heard by %s)',
      async (which) => {
        const org = newOrg()
        const [gone, last] = [box(org), box(org)]
        await one().direct().insert(boxSpec, { org }, [gone])
        const heard = await heardBy(which, org)
        const failed = one().transaction(async (session) => {
          await session.insert(boxSpec, { org }, [box(org)])
          throw new Error('rolled back')
        })
        await expect(failed).rejects.toThrow('rolled back')
        await one().direct().delete(boxSpec, { org }, EVERYTHING)
        await one().direct().insert(boxSpec, { org }, [last])
        // What was told up to the last insert is all that there was to tell.
        await soon(() => expect(heard).toContain(last.id))
        expect(heard).toEqual([last.id])
      },
    )

    it('tells nothing after it was stopped, and others go on', async () => {
      const org = newOrg()
      const stopped: string[] = []
      const stop = await one().watch(
        boxSpec,
        (_org, id) => stopped.push(id),
        () => stopped.push('lost'),
      )
      const heard = await heardBy('one', org)
      await stop()
      const record = box(org)
      await one().direct().insert(boxSpec, { org }, [record])
      await soon(() => expect(heard).toEqual([record.id]))
      expect(stopped).toEqual([])
    })

    it('goes on when one of those who are told fails', async () => {
      const org = newOrg()
      const stop = await one().watch(
        boxSpec,
        () => {
          throw new Error('of the one who was told')
        },
        () => undefined,
      )
      onTestFinished(stop)
      const heard = await heardBy('one', org)
      const record = box(org)
      await one().direct().insert(boxSpec, { org }, [record])
      await soon(() => expect(heard).toEqual([record.id]))
    })
  })
}
