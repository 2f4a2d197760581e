/** The driver's errors in the core's words. Neither the address's password nor a stored value gets out. */
import {
  MongoAPIError,
  MongoError,
  MongoNetworkError,
  MongoParseError,
  MongoServerError,
  MongoServerSelectionError,
} from 'mongodb'
import { CastellanError } from '../../../src-preload/contract/errors.ts'
import { DuplicateKey } from '../adapter.ts'
import type { CollectionSpec } from '../spec.ts'
import { fieldsOfIndex } from './indexes.ts'

const DUPLICATE_KEY = 11000
/**
 * What a server answers that begins, ends or hands over to another: those that drivers retry once
 * (github.com/mongodb/specifications, "Server Discovery and Monitoring" and "Retryable Reads").
 */
const CHANGING_HANDS = new Set<unknown>([
  6, 7, 89, 91, 134, 189, 262, 9001, 10058, 10107, 11600, 11602, 13435, 13436,
])
/** Unauthorized, AuthenticationFailed. */
const REFUSED_SIGN_IN = new Set<unknown>([13, 18])

export const unavailable = (sentence: string): CastellanError<'UNAVAILABLE'> =>
  new CastellanError('UNAVAILABLE', sentence, { what: 'database' })

export const isTransient = (error: unknown): boolean =>
  error instanceof MongoError && error.hasErrorLabel('TransientTransactionError')
export const isUnknownCommit = (error: unknown): boolean =>
  error instanceof MongoError && error.hasErrorLabel('UnknownTransactionCommitResult')

/** `DuplicateKey` where a unique index refused: only the index's name is taken from the server's message. */
export function duplicateOf(spec: CollectionSpec, error: unknown): DuplicateKey | undefined {
  if (!(error instanceof MongoServerError) || error.code !== DUPLICATE_KEY) return undefined
  const name = / index: (\S+) dup key/.exec(error.message)?.[1] ?? ''
  return new DuplicateKey(fieldsOfIndex(spec, name))
}

/** Node's errors of asking name servers, as for the servers behind a `mongodb+srv` name, say which question it was. */
const isOfNames = (error: unknown): boolean =>
  error instanceof Error &&
  'syscall' in error &&
  typeof error.syscall === 'string' &&
  error.syscall.startsWith('query')

/** What a caller is told: connection failures as `UNAVAILABLE`, everything else as it is. */
export function toFailure(error: unknown): unknown {
  if (error instanceof MongoServerSelectionError || error instanceof MongoNetworkError)
    return unavailable('The database does not answer. Check that it runs and that this machine reaches it.')
  if (isOfNames(error))
    return unavailable(
      "The host name of the database could not be found. Check the address and this machine's name servers.",
    )
  if (error instanceof MongoServerError && CHANGING_HANDS.has(error.code))
    return unavailable('The database is starting, ending or choosing another server. It answers again soon.')
  if (error instanceof MongoServerError && REFUSED_SIGN_IN.has(error.code))
    return unavailable('The database refused the sign-in. Check the user and the password of the workspace.')
  if (error instanceof MongoParseError)
    return unavailable('The address of the database is not a valid MongoDB address.')
  if (error instanceof MongoAPIError) return unavailable('The connection to the database is closed.')
  return error
}
