/**
 * In the window, a load of the page has one port to the core in its life, so a lost one is renewed by
 * loading the page again. What has to outlive that load: how many there were in a row, so that a core
 * that stays away is asked more and more rarely.
 */
const KEY = 'castellan.renewals'

/** Whether a lost connection comes back only with another load of the page. */
export const renewsByLoad = (): boolean => location.protocol === 'app:'

/** Loads in a row that were made for a new connection; 0 where somebody opened or reloaded the page. */
export const renewals = (): number => Number(sessionStorage.getItem(KEY) ?? 0)

/** Loads the page again, as the `count`-th time in a row. */
export function renew(count: number): void {
  sessionStorage.setItem(KEY, String(count))
  location.reload()
}

/** The connection holds: the next loss is a first one again. */
export const forgetRenewals = (): void => sessionStorage.removeItem(KEY)
