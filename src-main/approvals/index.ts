/**
 * Approvals: which operations need a second person, the requests that wait for one, and their decision. The
 * rule it keeps: an approval adds a person, never a permission. What is carried out is what was shown, in the
 * requester's name and with what the requester may do at that moment, once, in one transaction with the decision.
 */
export { Approvals } from './approvals.ts'
export { gate, needsSecond, requestByPlatform } from './asking.ts'
export type { Executor, Executors } from './executor.ts'
export {
  countWaiting,
  expireApprovals,
  getApproval,
  listApprovals,
  withdraw,
} from './requests.ts'
export { applyPolicies, policiesOf, policyChanges, setPolicies } from './setting.ts'
