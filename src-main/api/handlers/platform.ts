/** What operators do with organizations. */
import type { Contract } from '../../../src-preload/contract/index.ts'
import * as tenancy from '../../tenancy/index.ts'
import type { Handlers } from '../handler.ts'
import { closeByOperator } from './approvals.ts'

export const platform: Handlers<Contract['platform']> = {
  list: ({ work, input }) => tenancy.listOrganizations(work, input),
  get: ({ work, input }) => tenancy.getOrganization(work, input.id),
  create: ({ work, input }) => tenancy.createOrganization(work, input),
  setLimits: ({ work, input }) => tenancy.setLimits(work, input),
  suspend: ({ work, input }) => tenancy.suspendOrganization(work, input),
  reactivate: ({ work, input }) => tenancy.reactivateOrganization(work, input),
  bulkPreview: ({ work, input }) => tenancy.previewOrganizations(work, input),
  suspendMany: ({ work, input }) => tenancy.suspendOrganizations(work, input),
  reactivateMany: ({ work, input }) => tenancy.reactivateOrganizations(work, input),
  close: closeByOperator,
  restore: ({ work, input }) => tenancy.restoreOrganizationByOperator(work, input),
}
