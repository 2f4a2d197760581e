import type { IncomingHttpHeaders } from 'node:http'

/**
 * Whether a request comes from our own page, or from nowhere in particular (an address typed in).
 * `Host` defeats names that were rebound to 127.0.0.1; `Origin` and `Sec-Fetch-Site` defeat other pages.
 * @param mustName for what changes something: the origin has to be named, and ours
 */
export function isOwnRequest(headers: IncomingHttpHeaders, port: number, mustName: boolean): boolean {
  const host = `127.0.0.1:${port}`
  if (headers.host !== host) return false
  if (headers.origin !== undefined) return headers.origin === `http://${host}`
  if (mustName) return false
  const site = headers['sec-fetch-site']
  return (
    site === undefined ||
    site === 'same-origin' ||
    site === 'none' ||
    headers['sec-fetch-mode'] === 'navigate'
  )
}
