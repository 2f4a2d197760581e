/** Moving resources between tenants: the dialog with its preview, and the button that opens it for a selection. */
export { TransferButton } from './transfer-button.tsx'
export { TransferDialog } from './transfer-dialog.tsx'
