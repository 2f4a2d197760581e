/** The organization of the context: settings, pools, its end. */
import type { Contract } from '../../../src-preload/contract/index.ts'
import * as tenancy from '../../tenancy/index.ts'
import type { Handlers } from '../handler.ts'
import { close } from './approvals.ts'

export const organizations: Handlers<Contract['organizations']> = {
  current: ({ work }) => tenancy.currentOrganization(work),
  overview: ({ work }) => tenancy.overviewOf(work),
  pools: async ({ work }) => tenancy.poolsOf(work.db, await tenancy.currentOrganization(work)),
  update: ({ work, input }) => tenancy.updateOrganization(work, input),
  close,
  restore: ({ work, input }) => tenancy.restoreOrganization(work, input),
}
