/**
 * How text lies in the database. SQLite's JSON functions and the driver end a string at U+0000, so the
 * four lowest code points are written as three (1 x y, x and y of 2 and 3). The code keeps the order of
 * code points, prefixes and containment, so comparisons of coded text are those of the text itself.
 */
export type Bound = string | number | null

// Built from names of code points: these are meant, which a linter cannot know of control characters.
const [FIRST, ZERO, ONE] = ['\x01', '\x02', '\x03']
const LOW = new RegExp(`[\0${FIRST}${ZERO}${ONE}]`, 'g')
const SPECIAL = new RegExp(`[\0${FIRST}${ZERO}${ONE}\\ud800-\\udfff]`)
const CODED = new RegExp(`${FIRST}[${ZERO}${ONE}]{2}`, 'g')
const CODES: readonly string[] = ['\x01\x02\x02', '\x01\x02\x03', '\x01\x03\x02', '\x01\x03\x03']
/** In JSON text: an escape of a low code point, or of half a surrogate pair. */
const UNUSUAL = /\\u(?:000[0-3]|d[89a-f])/
const CODED_IN_JSON = '\\u0001'

/** A string as the database holds it; halves of surrogate pairs become U+FFFD, as in every UTF-8 text. */
export const encodeText = (text: string): string =>
  SPECIAL.test(text) ? text.toWellFormed().replace(LOW, (c) => CODES[c.charCodeAt(0)] ?? c) : text

export const decodeText = (coded: string): string =>
  coded.includes('\x01') ? coded.replace(CODED, (code) => String.fromCharCode(CODES.indexOf(code))) : coded

const encodeInner = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? encodeText(value) : value
const decodeInner = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? decodeText(value) : value

/** A value as JSON text for the database. Nearly no text needs the code, so it is looked for first. */
export function encodeJson(value: unknown): string {
  const json = JSON.stringify(value)
  return UNUSUAL.test(json) ? JSON.stringify(value, encodeInner) : json
}

export const decodeJson = (json: string): unknown =>
  json.includes(CODED_IN_JSON) ? JSON.parse(json, decodeInner) : JSON.parse(json)

/** A value of a condition as it is bound. Throws a `TypeError` for everything that is not a plain value. */
export function bound(value: unknown): Bound {
  if (typeof value === 'string') return encodeText(value)
  if (value === null) return null
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new TypeError('Not a plain value.')
}
