/**
 * Moving resources between tenants. The rule it keeps: both ends are asked, what moves is whole or not there, and
 * each tenant is told of it in its own words – never of the other's people, roles or reasons for allowing it.
 */
export { carryOut } from './carry-out.ts'
export { targetsOf } from './ends.ts'
export { candidatesOf, countToAsk, offerToSome } from './migration/candidates.ts'
export { acceptOffer, movable, previewMigration } from './migration/move-in.ts'
export { previewUndo, undoMigration } from './migration/move-out.ts'
export { declineOffer, myOffers } from './migration/offers.ts'
export { changesOf, planOf, previewTransfer, requirePossible, titleOf } from './plan.ts'
export { undoTransfer } from './undo.ts'
