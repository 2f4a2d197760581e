/** What the console itself does with events of other services. A subject adds its own here. */
import { recordUsage } from '../billing/index.ts'
import type { FlowParts } from '../events/flow/index.ts'
import { QUEUES } from '../events/index.ts'

export const CONSUMERS: FlowParts['consumers'] = [
  {
    queue: QUEUES.usage,
    effects: {
      'usage.recorded': ({ data, organization, transaction }) =>
        transaction((work) => recordUsage(work, organization.id, data)),
    },
  },
]
