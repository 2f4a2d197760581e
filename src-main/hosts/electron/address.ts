/** The console's own scheme: a real origin, unlike `file://`, with nothing under it but the built renderer. */
export const APP_SCHEME = 'app'
const APP_HOST = 'castellan'
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`

/** The path that an address names in the console's own origin, still encoded, or `null` for any other address. */
export function ownPath(url: string): string | null {
  const rest = url.startsWith(`${APP_ORIGIN}/`) ? url.slice(APP_ORIGIN.length) : null
  return rest === null ? null : (rest.split(/[?#]/, 1)[0] ?? '/')
}

/** Whether an address lies in the console's own origin. */
export const isOwn = (url: string): boolean => ownPath(url) !== null
