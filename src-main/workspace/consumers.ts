/** What the console itself does with events of other services. A subject adds its own here. */
import { executors } from '../api/index.ts'
import { Approvals } from '../approvals/index.ts'
import { recordUsage } from '../billing/index.ts'
import type { FlowParts } from '../events/flow/index.ts'
import { QUEUES } from '../events/index.ts'

const approvals = new Approvals(executors)

export const CONSUMERS: FlowParts['consumers'] = [
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
