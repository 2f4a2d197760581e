/**
 * What an approval carries out, by kind. An approved request is the call that asked for it, made again with its
 * stored input in the requester's name: the same schema, the same declared permission, the same service.
 */
import type { z } from 'zod'
import type { PlannedChange } from '../../src-preload/contract/approvals.ts'
import { contract } from '../../src-preload/contract/index.ts'
import type { ProcedureMeta } from '../../src-preload/contract/procedure.ts'
import { Approvals, applyPolicies, type Executor, type Executors, policyChanges } from '../approvals/index.ts'
import * as enrollment from '../enrollment/index.ts'
import * as tenancy from '../tenancy/index.ts'
import { carryOut, changesOf, planOf } from '../transfers/index.ts'
import type { Work } from '../work/index.ts'
import { type Asked, askedOf, authorize } from './authorize.ts'

interface Procedure<S extends z.ZodType> {
  readonly '~orpc': { readonly meta: ProcedureMeta; readonly inputSchema?: S }
}

interface Deed<I> {
  readonly changes: (work: Work, input: I) => Promise<readonly PlannedChange[]>
  readonly run: (work: Work, input: I) => Promise<unknown>
}

/** The executor that makes a procedure's call again. Throws at start-up for one that cannot be put to the permission service. */
function again<S extends z.ZodType>(procedure: Procedure<S>, deed: Deed<z.output<S>>): Executor {
  const { meta, inputSchema } = procedure['~orpc']
  const { permission, audit } = meta
  if (!inputSchema || !('operation' in permission) || !('action' in audit))
    throw new Error('Only a procedure with an input, a permission and an action can wait for an approval.')
  return {
    action: audit.action,
    authorize: (work, input) =>
      authorize(work.access, work.db, askedOf(permission, inputSchema.parse(input))),
    changes: (work, input) => deed.changes(work, inputSchema.parse(input)),
    run: (work, input) => deed.run(work, inputSchema.parse(input)),
  }
}

/** One kind, two operations: of an organization's own people, and of the operators in their tenant. */
const ownOrOperators =
  (own: Executor, operators: Executor) =>
  ({ access }: Work): Executor =>
    access.facts.organization.kind === 'platform' ? operators : own

/** Nobody asked for a seat by a call: whoever approves it adds a member. */
const addsMember: Asked = { operation: 'create', subjects: [{ type: 'member', id: null }] }

const closing = again(contract.organizations.close, {
  changes: async (work, input) => tenancy.closingChanges(await tenancy.requireClosable(work, input)),
  run: tenancy.closeOrganization,
})
const closingByOperator = again(contract.platform.close, {
  changes: async (work, input) =>
    tenancy.closingChanges(await tenancy.requireClosableByOperator(work, input)),
  run: tenancy.closeOrganizationByOperator,
})

// A re-check of DNS changes the versions of claims and owners every day: what was shown is compared instead.
const release = again(contract.domains.release, {
  changes: async (work, { id }) => enrollment.releaseChanges(work, await enrollment.releasable(work, id)),
  run: async (work, { id, reason }) =>
    enrollment.releaseClaim(work, await enrollment.releasable(work, id), reason),
})
const ruling = again(contract.domainConflicts.rule, {
  changes: async (work, input) => enrollment.rulingChanges(await enrollment.rulingOf(work, input)),
  run: async (work, input) => enrollment.rule(work, await enrollment.rulingOf(work, input), input.reason),
})

/** A kind that is missing here cannot be approved; each subject adds its own line. */
const executors: Executors = {
  organizationClose: ownOrOperators(closing, closingByOperator),
  domainConflict: ownOrOperators(release, ruling),
  transferOut: again(contract.transfers.start, {
    changes: async (work, input) => changesOf(await planOf(work, input)),
    run: async (work, input) => carryOut(work, await planOf(work, input), input.transferId),
  }),
  seat: {
    action: 'member.enrolled',
    authorize: (work) => authorize(work.access, work.db, addsMember),
    changes: (work, input) => enrollment.seatChanges(work, enrollment.seatAsked.parse(input)),
    run: (work, input) => enrollment.grantSeat(work, enrollment.seatAsked.parse(input)),
    renew: (work, input) => enrollment.askForSeatAgain(work, enrollment.seatAsked.parse(input)),
  },
  policyLoosening: again(contract.approvals.setPolicies, { changes: policyChanges, run: applyPolicies }),
}

/** Requests of every kind, with how each is carried out once it is approved. */
export const approvals = new Approvals(executors)
