/**
 * The nonce that the host put into this page, for style elements made at run time. Browsers hide the
 * attribute from scripts and keep the property.
 */
export function styleNonce(): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"], meta[name="csp-nonce"]')
  return meta === null ? '' : meta.nonce || meta.content
}
