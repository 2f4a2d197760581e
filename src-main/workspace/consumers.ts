/** What the console itself does with events of other services. A subject adds its own here. */
import { CastellanError } from '../../src-preload/contract/errors.ts'
import { executors } from '../api/index.ts'
import { Approvals } from '../approvals/index.ts'
import { recordUsage } from '../billing/index.ts'
import { signUp } from '../enrollment/index.ts'
import type { Effect, FlowParts } from '../events/flow/index.ts'
import { QUEUES } from '../events/index.ts'

const approvals = new Approvals(executors)

/**
 * A new user. The sign-up service publishes in the name of the platform; what comes in the name of an organization
 * brings nobody into another one, whatever address it tells.
 */
const signedUp: Effect<'user.signedup'> = ({ data, organization, transaction }) =>
  transaction(async (work) => {
    const { orgId } = await signUp(work, data)
    if (organization.kind === 'platform' || orgId === null || orgId === organization.id) return
    throw new CastellanError('NOT_FOUND', 'The address is of no domain of that organization.', {
      type: 'domain',
    })
  })

export const CONSUMERS: FlowParts['consumers'] = [
  { queue: QUEUES.signups, effects: { 'user.signedup': signedUp } },
  {
    queue: QUEUES.usage,
    effects: {
      'usage.recorded': ({ data, organization, transaction }) =>
        transaction((work) => recordUsage(work, organization.id, data)),
    },
  },
  {
    queue: QUEUES.decisions,
    effects: {
      // Whoever may not decide is refused in the trail; delivered again it would be no different.
      'decision.made': async ({ data, organization, transaction }) => {
        await approvals.decideElsewhere(transaction, organization.id, data)
      },
    },
  },
]
