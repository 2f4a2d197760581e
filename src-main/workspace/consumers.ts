/** What the console itself does with events of other services. A subject adds its own here. */
import { CastellanError } from '../../src-preload/contract/errors.ts'
import { normalizeEmail } from '../../src-preload/contract/shared.ts'
import { approvals } from '../api/index.ts'
import { recordUsage } from '../billing/index.ts'
import { coveredBy, domainsAbove, signUp } from '../enrollment/index.ts'
import type { Effect, FlowParts } from '../events/flow/index.ts'
import { QUEUES } from '../events/index.ts'
import type { Work } from '../work/index.ts'

/**
 * A new user. The sign-up service publishes in the name of the platform; what comes in the name of an organization
 * tells of its own domains' people alone (trap CVE-2026-56223), and is refused before anything is written.
 */
const signedUp: Effect<'user.signedup'> = ({ data, organization, transaction }) => {
  const email = normalizeEmail(data.email)
  const enroll = async (work: Work): Promise<void> => {
    if (organization.kind !== 'platform') {
      const covered = await coveredBy(work, email)
      if (covered?.claim.orgId !== organization.id)
        throw new CastellanError('NOT_FOUND', 'The address is of no domain of that organization.', {
          type: 'domain',
        })
    }
    await signUp(work, data)
  }
  // Whoever shares a domain comes into the same organization.
  return transaction(enroll, domainsAbove(email)[0])
}

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
