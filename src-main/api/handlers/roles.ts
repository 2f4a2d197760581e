/** Custom roles. */
import type { Contract } from '../../../src-preload/contract/index.ts'
import * as tenancy from '../../tenancy/index.ts'
import type { Handlers } from '../handler.ts'
import { done } from './answers.ts'

export const roles: Handlers<Contract['roles']> = {
  list: ({ work }) => tenancy.listRoles(work),
  get: ({ work, input }) => tenancy.getRole(work, input.id),
  create: ({ work, input }) => tenancy.createRole(work, input),
  update: ({ work, input }) => tenancy.updateRole(work, input),
  delete: async ({ work, input }) => {
    await tenancy.deleteRole(work, input)
    return done
  },
}
