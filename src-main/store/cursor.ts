/**
 * Page tokens. A token says where a page ended; it is authenticated with a key of the workspace over
 * the organization, the collection, the condition and the order, so that one of another tenant, of
 * another list, or one that was edited is refused like any other bad input.
 */
import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'
import { badInput } from '../../src-preload/contract/errors.ts'
import type { After, FindQuery } from './adapter.ts'

/** A key's own preparation costs six times what a seal does; it is done once for each workspace. */
const prepared = new WeakMap<Buffer, KeyObject>()
function preparedKey(key: Buffer): KeyObject {
  const known = prepared.get(key)
  if (known) return known
  const made = createSecretKey(key)
  prepared.set(key, made)
  return made
}

const seal = (key: Buffer, binding: string, body: string): Buffer =>
  createHmac('sha256', preparedKey(key)).update(`${binding}\0${body}`).digest().subarray(0, 16)

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
  return `${body}.${seal(key, bindingOf(org, collection, query), body).toString('base64url')}`
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
  const expected = seal(key, bindingOf(org, collection, query), body)
  const given = Buffer.from(tag, 'base64url')
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw badInput('cursor', 'is not one that this list gave; start again without it')
  const [value, id] = JSON.parse(Buffer.from(body, 'base64url').toString()) as [After['value'], string]
  return { value, id }
}
