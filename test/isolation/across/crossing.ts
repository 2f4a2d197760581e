/** Two organizations and what looks across them, for the tests of its functions. */
import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import type { Session } from '../../../src-main/api/index.ts'
import { Across } from '../../../src-main/store/across/index.ts'
import { type Domains, openDomains } from '../../core/domains-world.ts'
import type { StoreKind } from '../../core/world.ts'

export interface Crossing {
  readonly d: Domains
  readonly across: Across
  /** Admin of acme, and of zebra. */
  readonly ada: Session
  readonly zoe: Session
  readonly acme: string
  readonly zebra: string
}
/** Function → what shows that it gives only what its reason says. */
export type Cases = { readonly [name: string]: (c: Crossing) => Promise<void> }

export async function openCrossing(kind: StoreKind): Promise<Crossing> {
  const d = await openDomains(kind)
  const zoe = await d.organization('zebra')
  const { ada } = d.w
  const [acme, zebra] = [ada.orgId ?? '', zoe.orgId ?? '']
  return { d, across: new Across(d.w.store), ada, zoe, acme, zebra }
}

/** The functions of an object of one of our classes, and of the objects that it holds. */
export function functionsOf(value: object, prefix = ''): string[] {
  const own = Object.getOwnPropertyNames(Object.getPrototypeOf(value))
    .filter((name) => name !== 'constructor')
    .map((name) => `${prefix}${name}`)
  const held = Object.entries(value).filter(([, v]) => typeof v === 'object' && v !== null)
  return [...own, ...held.flatMap(([name, v]) => functionsOf(v, `${prefix}${name}.`))]
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
/** Places of records: whose and which, and nothing that is in them. */
export const arePlaces = (found: readonly object[]): void => {
  for (const place of found) expect(Object.keys(place).sort()).toEqual(['id', 'orgId'])
}
export const LATER = '2999-01-01T00:00:00.000Z'
export const EARLIER = '2000-01-01T00:00:00.000Z'
