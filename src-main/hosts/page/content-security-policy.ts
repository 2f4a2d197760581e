/**
 * The policy of every answer: only own files, no inline script, no eval, no frames, no plug-ins.
 * Styles made at run time need the nonce of this load (Mantine and the virtual tables make some).
 * @param nonce of this load, base64
 * @param connect where the page may connect to besides its own origin, e.g. `ws://127.0.0.1:4711`
 */
export function contentSecurityPolicy(nonce: string, connect?: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${connect === undefined ? '' : ` ${connect}`}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ')
}
