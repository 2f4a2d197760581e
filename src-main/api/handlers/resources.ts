/** The four shared kinds, and what the trail shows of late. */
import type { Contract } from '../../../src-preload/contract/index.ts'
import { verifyChain } from '../../audit/index.ts'
import * as service from '../../resources/index.ts'
import { EVERYTHING, eq } from '../../store/index.ts'
import { type AuditRecord, auditRecords, heads } from '../../store/records/index.ts'
import type { Handlers } from '../handler.ts'

const done = { done: true } as const

export const resources: Handlers<Contract['resources']> = {
  list: async ({ work, input }) => {
    const page = await service.listResources(work, input)
    return { ...page, items: [...page.items] }
  },
  get: ({ work, input }) => service.getResource(work, input),
  create: ({ work, input }) => service.createResource(work, input),
  update: ({ work, input }) => service.updateResource(work, input),
  setVisibility: ({ work, input }) => service.setVisibility(work, input),
  delete: async ({ work, input }) => {
    await service.deleteResource(work, input)
    return done
  },
  shares: ({ work, input }) => service.listShares(work, input),
  share: ({ work, input }) => service.shareResource(work, input),
  unshare: async ({ work, input }) => {
    await service.unshareResource(work, input)
    return done
  },
}

const named = (r: AuditRecord) => ({
  ...r,
  actor: r.actorName,
  onBehalfOf: r.actor.onBehalfOf?.name ?? null,
})

export const audit: Handlers<Contract['audit']> = {
  recent: async ({ work, input }) => {
    const where = input.outcome ? eq('outcome', input.outcome) : EVERYTHING
    const sort = { field: 'sequence', direction: 'desc' } as const
    const page = await work.db.collection(auditRecords).list({ where, sort, limit: input.limit })
    return page.items.map(named)
  },
  get: async ({ work, input }) => {
    const record = await work.db.collection(auditRecords).require(input.id, 'record')
    return named(record)
  },
  verify: async ({ work }) => {
    const head = await work.db.collection(heads).require(work.access.orgId, 'trail')
    return verifyChain(
      work.db.collection(auditRecords).each(EVERYTHING, { field: 'sequence', direction: 'asc' }),
      head,
    )
  },
}
