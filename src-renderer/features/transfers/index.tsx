/** Moving resources between tenants: the dialog with its preview, and the button that opens it for a selection. */
export { MigrationCandidates } from './migration/candidates.tsx'
export { MovableItems } from './migration/movable-items.tsx'
export { OfferBanner } from './migration/offer-banner.tsx'
export { OffersPage } from './migration/offers-page.tsx'
export { useClosed } from './migration/use-closed.ts'
export { TransferButton } from './transfer-button.tsx'
export { TransferDialog } from './transfer-dialog.tsx'
