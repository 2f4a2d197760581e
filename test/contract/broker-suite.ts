/**
 * The contract of a broker: what an adapter does, said once for both. Every rule takes an organization and
 * queues of its own, so that a broker may be shared.
 */
import { describe } from 'vitest'
import type { BrokerCase } from './broker/cases.ts'
import { deadLetterRules } from './broker/dead-letters.ts'
import { routingRules } from './broker/routing.ts'
import { tapRules } from './broker/taps.ts'
import { workRules } from './broker/work.ts'

export function brokerSuite(one: BrokerCase): void {
  describe(`broker contract: ${one.name}`, () => {
    routingRules(one)
    workRules(one)
    tapRules(one)
    deadLetterRules(one)
  })
}
