/**
 * Page tokens. A token says where a page ended; it is authenticated with a key of the workspace over
 * the organization, the collection, the condition and the order, so that one of another tenant, of
 * another list, or one that was edited is refused like any other bad input.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { badInput, type CastellanError } from '../../src-preload/contract/errors.ts'
import type { After, FindQuery } from './adapter.ts'

/** The hexadecimal form of each workspace's key. */
const texts = new WeakMap<Buffer, string>()
function textOf(key: Buffer): string {
  const text = texts.get(key) ?? key.toString('hex')
  texts.set(key, text)
  return text
}

/**
 * 132 of the 512 bits of SHA-512 over the key and then the text. With most of its result kept back the hash cannot be
 * extended (Coron, Dodis, Malinaud, Puniya: Merkle–Damgård revisited, CRYPTO 2005, "chop"), so that this authenticates
 * without HMAC's second pass. Every page has a token, and with HMAC it was two thirds of what the store added to a page.
 */
const seal = (key: Buffer, binding: string, body: string): string =>
  createHash('sha512')
    .update(`${textOf(key)}\0${binding}\0${body}`)
    .digest('base64url')
    .slice(0, 22)

const bindingOf = (org: string, collection: string, query: FindQuery): string =>
  JSON.stringify([org, collection, query.where, query.sort])

export function makeCursor(
  key: Buffer,
  org: string,
  collection: string,
  query: FindQuery,
  after: After,
): string {
  const body = Buffer.from(JSON.stringify([after.value, after.id])).toString('base64url')
  return `${body}.${seal(key, bindingOf(org, collection, query), body)}`
}

/** Throws `BAD_INPUT` on `cursor` for anything that `makeCursor` did not make for just this list. */
export function readCursor(
  key: Buffer,
  org: string,
  collection: string,
  query: FindQuery,
  cursor: string,
): After {
  const [body = '', tag = ''] = cursor.split('.')
  const expected = Buffer.from(seal(key, bindingOf(org, collection, query), body))
  const given = Buffer.from(tag)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw notOurs()
  const [value, id] = JSON.parse(Buffer.from(body, 'base64url').toString()) as [After['value'], string]
  return { value, id }
}

const notOurs = (): CastellanError =>
  badInput('cursor', 'is not one that this list gave; start again without it')

const hiding = (key: Buffer): Buffer => createHmac('sha256', key).update('hidden page tokens').digest()

/** The same token, unreadable: where a page ended is a person whom whoever reads on may not learn of. */
export function hideCursor(key: Buffer, cursor: string): string {
  const start = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', hiding(key), start)
  const hidden = Buffer.concat([cipher.update(cursor), cipher.final()])
  return Buffer.concat([start, cipher.getAuthTag(), hidden]).toString('base64url')
}

/** Throws `BAD_INPUT` on `cursor` for anything that `hideCursor` did not make. */
export function unhideCursor(key: Buffer, hidden: string): string {
  const bytes = Buffer.from(hidden, 'base64url')
  try {
    const decipher = createDecipheriv('aes-256-gcm', hiding(key), bytes.subarray(0, 12))
    decipher.setAuthTag(bytes.subarray(12, 28))
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString()
  } catch {
    throw notOurs()
  }
}
