/**
 * The door past the scopes: the session behind a unit, with which one can look across tenants. It is kept here and not
 * on the unit, so that whoever is handed a unit cannot reach it; only `store/` may import this file (checked by the
 * dependency rules).
 */
import type { AdapterSession } from './adapter.ts'
import type { Recent } from './recent.ts'

const sessions = new WeakMap<object, AdapterSession>()
const memories = new WeakMap<object, Recent>()

export function keepSession(unit: object, session: AdapterSession): void {
  sessions.set(unit, session)
}

/** Throws a `TypeError` for what is no unit of the store. */
export function sessionOf(unit: object): AdapterSession {
  const session = sessions.get(unit)
  if (!session) throw new TypeError('Not a unit of the store.')
  return session
}

export function keepRecent(unit: object, recent: Recent): void {
  memories.set(unit, recent)
}

/** What the process remembers of tenants; undefined for a unit that is to read everything. */
export const recentOf = (unit: object): Recent | undefined => memories.get(unit)
