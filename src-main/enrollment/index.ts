/**
 * Domains and what they bring: claims proved by DNS, one verified owner per domain, and the enrollment of who
 * signs up with an address there. The rule it keeps: the proof decides, and before it nobody learns of anybody.
 */
export {
  checkClaim,
  claimDomain,
  getClaim,
  listClaims,
  releasable,
  releaseAllClaims,
  releaseChanges,
  releaseClaim,
  updateClaim,
} from './claims.ts'
export { coveredBy } from './covered.ts'
export { type Dns, openDns, readServers } from './dns.ts'
export { joinByClaim, spendInvitation } from './enroll.ts'
export { type Given, givenBy } from './given.ts'
export { domainsAbove, inUnicode, requireClaimable } from './names.ts'
export { isOver, offerMigration, undoEnd } from './offers.ts'
export { type Rechecked, recheckDueClaims } from './recheck.ts'
export { listConflicts, requireRulingVersion, rule, rulingChanges, rulingOf, rulingTitle } from './rulings.ts'
export { signUp } from './sign-up.ts'
export { tryAddress } from './try-address.ts'
export { covering } from './verdict.ts'
export { askForSeatAgain, grantSeat, seatAsked, seatChanges } from './waiting.ts'
