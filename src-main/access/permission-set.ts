/**
 * Sets of permissions on types as three words of thirty bits: small integers in every engine, which lie in the
 * object that has them. A decision then reads that object and no table behind it – what it costs is memory waited for.
 */
import { OPERATIONS, RESOURCE_TYPES } from '../../src-preload/contract/access.ts'
import { at, bitsOf, operationsIn } from './vocabulary.ts'

export interface PermissionSet {
  readonly low: number
  readonly middle: number
  readonly high: number
}
/** One permission: a set of itself, with its type and operation as the tables number them. */
export interface Asked extends PermissionSet {
  readonly index: number
  readonly bit: number
  /** One bit of a word, which two or three other permissions have as well: a word without it has none of them. */
  readonly sieve: number
}

const WORD = 30
const declared = RESOURCE_TYPES.reduce((sum, type) => sum + OPERATIONS[type].length, 0)
if (declared > 3 * WORD) throw new RangeError('Permissions no longer fit into three words.')

const only = (number: number): PermissionSet => {
  const bit = 1 << (number % WORD)
  const word = Math.floor(number / WORD)
  return { low: word === 0 ? bit : 0, middle: word === 1 ? bit : 0, high: word === 2 ? bit : 0 }
}

interface Named<T> {
  readonly [name: string]: T | undefined
}
/**
 * Objects without a prototype: a key such as `__proto__` or `constructor` is simply not there. Names are
 * compared by identity in them, which takes half of a Map's time.
 */
const named = <T>(entries: readonly (readonly [name: string, value: T])[]): Named<T> => {
  const table: { [name: string]: T } = Object.create(null)
  for (const [name, value] of entries) table[name] = value
  return table
}
const numbered = (number: number, index: number, bit: number): Asked => ({
  ...only(number),
  index,
  bit,
  sieve: 1 << (number % WORD),
})
const NUMBERED: Named<Named<Asked>> = (() => {
  let number = 0
  return named(
    RESOURCE_TYPES.map((type, index) => [
      type,
      named(OPERATIONS[type].map((op) => [op, numbered(number++, index, bitsOf([op]))])),
    ]),
  )
})()

/** The permission, or undefined for what the table does not declare: nothing can allow that. */
export const askedOf = (type: string, operation: string): Asked | undefined => NUMBERED[type]?.[operation]

/** The bits of an id as `sieve` is that of a permission: ids that end alike have the same. */
export const sieveOfId = (id: string): number => 1 << (id.charCodeAt(id.length - 1) % WORD)

/** Whether the two sets have a permission in common. */
export const meets = (a: PermissionSet, b: PermissionSet): boolean =>
  ((a.low & b.low) | (a.middle & b.middle) | (a.high & b.high)) !== 0

/** The permissions that `bits`, one number for each type, holds. */
export function setOf(bits: Uint32Array): PermissionSet {
  let [low, middle, high] = [0, 0, 0]
  RESOURCE_TYPES.forEach((type, i) => {
    for (const op of operationsIn(at(bits, i), type)) {
      const asked = askedOf(type, op)
      low |= asked?.low ?? 0
      middle |= asked?.middle ?? 0
      high |= asked?.high ?? 0
    }
  })
  return { low, middle, high }
}
