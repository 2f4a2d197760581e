/**
 * The hash chain: SHA-256 over the RFC 8785 canonical JSON of the whole record without its own hash.
 * `previousHash` is one of the fields, so each record seals all before it (after OCSF's draft
 * `record_integrity` profile, but with every field under the hash).
 */
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { AuditRecord } from '../store/records/index.ts'

/** Fields that the database keeps for itself, not part of what happened. */
const OUTSIDE = new Set(['hash', 'searchText'])

/** Lower-case hex, 64 characters. */
export function hashOf(record: Omit<AuditRecord, 'hash'> & { readonly hash?: string }): string {
  const sealed = Object.fromEntries(Object.entries(record).filter(([key]) => !OUTSIDE.has(key)))
  return createHash('sha256')
    .update(canonicalize(sealed) ?? '')
    .digest('hex')
}

export interface ChainCheck {
  readonly records: number
  readonly intact: boolean
  /** Sequence of the first record that does not fit; null when all do. */
  readonly brokenAt: number | null
  readonly head: string
}

/** Recomputes a chain from its first record, and compares its end with the head that the tenant holds. */
export async function verifyChain(
  records: AsyncIterable<AuditRecord>,
  head: { readonly sequence: number; readonly hash: string },
): Promise<ChainCheck> {
  let previous = ''
  let sequence = 0
  for await (const record of records) {
    sequence += 1
    const { hash, ...rest } = record
    if (record.sequence !== sequence || record.previousHash !== previous || hashOf(rest) !== hash)
      return { records: sequence, intact: false, brokenAt: sequence, head: head.hash }
    previous = hash
  }
  const intact = head.sequence === sequence && head.hash === previous
  return { records: sequence, intact, brokenAt: intact ? null : sequence + 1, head: head.hash }
}
