/** What the trail shows. */

import { type Contract, contract } from '../../../src-preload/contract/index.ts'
import { getRecord, recentRecords, verifyTrail } from '../../audit/index.ts'
import { catalogueOf, sensitiveActions } from '../catalogue.ts'
import type { Handlers } from '../handler.ts'

const SENSITIVE = sensitiveActions(catalogueOf(contract))

export const audit: Handlers<Contract['audit']> = {
  recent: ({ work, input: { sensitive, ...query } }) =>
    recentRecords(work.db, sensitive ? { ...query, actions: SENSITIVE } : query),
  get: ({ work, input }) => getRecord(work.db, input.id),
  verify: ({ work }) => verifyTrail(work.db, work.access.orgId),
}
