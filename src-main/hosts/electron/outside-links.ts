/** Where a link may lead outside the console: these hosts and what is under them. */
const HOSTS: readonly string[] = [
  'castellan.example',
  'learn.microsoft.com',
  'support.google.com',
  'help.okta.com',
  'mongodb.com',
]

/**
 * Whether the system may be asked to open an address: https to a known host, or a letter.
 * Hosts are compared whole or by a suffix with its dot, so that `evilmongodb.com` is not `mongodb.com`.
 */
export function isAllowedOutside(url: string): boolean {
  const parsed = parse(url)
  if (parsed === null) return false
  if (parsed.protocol === 'mailto:') return parsed.search === ''
  if (parsed.protocol !== 'https:' || parsed.username !== '' || parsed.password !== '') return false
  return HOSTS.some((host) => parsed.hostname === host || parsed.hostname.endsWith(`.${host}`))
}

function parse(url: string): URL | null {
  try {
    return new URL(url)
  } catch {
    return null
  }
}
