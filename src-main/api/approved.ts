/**
 * What an approval carries out, by kind. An approved request is the call that asked for it, made again with its
 * stored input in the requester's name: the same schema, the same declared permission, the same service.
 */
import type { z } from 'zod'
import { contract } from '../../src-preload/contract/index.ts'
import type { ProcedureMeta } from '../../src-preload/contract/procedure.ts'
import { applyPolicies, type Executor, type Executors } from '../approvals/index.ts'
import { grantSeat, seatAsked } from '../enrollment/index.ts'
import { closeOrganization } from '../tenancy/index.ts'
import { carryOut, planOf } from '../transfers/index.ts'
import type { Work } from '../work/index.ts'
import { type Asked, askedOf, authorize } from './authorize.ts'

interface Procedure<S extends z.ZodType> {
  readonly '~orpc': { readonly meta: ProcedureMeta; readonly inputSchema?: S }
}

/** The executor that makes a procedure's call again. Throws at start-up for one that cannot be put to the permission service. */
function again<S extends z.ZodType>(
  procedure: Procedure<S>,
  run: (work: Work, input: z.output<S>) => Promise<unknown>,
): Executor {
  const { meta, inputSchema } = procedure['~orpc']
  const { permission, audit } = meta
  if (!inputSchema || !('operation' in permission) || !('action' in audit))
    throw new Error('Only a procedure with an input, a permission and an action can wait for an approval.')
  return {
    action: audit.action,
    authorize: (work, input) =>
      authorize(work.access, work.db, askedOf(permission, inputSchema.parse(input))),
    run: (work, input) => run(work, inputSchema.parse(input)),
  }
}

/** Nobody asked for a seat by a call: whoever approves it adds a member. */
const addsMember: Asked = { operation: 'create', subjects: [{ type: 'member', id: null }] }

/** A kind that is missing here cannot be approved; each subject adds its own line. */
export const executors: Executors = {
  organizationClose: again(contract.organizations.close, closeOrganization),
  transferOut: again(contract.transfers.start, async (work, input) =>
    carryOut(work, await planOf(work, input), input.transferId),
  ),
  seat: {
    action: 'member.enrolled',
    authorize: (work) => authorize(work.access, work.db, addsMember),
    run: (work, input) => grantSeat(work, seatAsked.parse(input)),
  },
  policyLoosening: again(contract.approvals.setPolicies, applyPolicies),
}
