/** What the trail shows. */

import type { Contract } from '../../../src-preload/contract/index.ts'
import { getRecord, recentRecords, verifyTrail } from '../../audit/index.ts'
import type { Handlers } from '../handler.ts'

export const audit: Handlers<Contract['audit']> = {
  recent: ({ work, input }) => recentRecords(work.db, input),
  get: ({ work, input }) => getRecord(work.db, input.id),
  verify: ({ work }) => verifyTrail(work.db, work.access.orgId),
}
