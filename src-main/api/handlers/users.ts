/** Accounts, as operators find, disable and enable them. */
import type { Contract } from '../../../src-preload/contract/index.ts'
import * as tenancy from '../../tenancy/index.ts'
import type { Handlers } from '../handler.ts'

export const users: Handlers<Contract['users']> = {
  find: ({ work, input }) => tenancy.findAccount(work, input.email),
  disable: ({ work, input }) => tenancy.disableAccount(work, input),
  enable: ({ work, input }) => tenancy.enableAccount(work, input),
}
