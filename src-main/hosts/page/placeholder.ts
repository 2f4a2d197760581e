/** Stands in the built `index.html` wherever the nonce of one load goes; replaced on every answer. */
export const NONCE_PLACEHOLDER = 'CASTELLAN-NONCE'
