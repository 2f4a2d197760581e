/**
 * Calls that carry an id of the caller's own making (`once` in the contract): sent again, after a lost answer or by
 * an impatient double click, they change nothing and get the answer of the first time. The answer is kept in the
 * transaction of the call, so that there is never one without the other.
 */
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { DAY_MS } from '../../src-preload/contract/durations.ts'
import { CastellanError } from '../../src-preload/contract/errors.ts'
import type { AccessContext } from '../access/model.ts'
import { eq, range, type ScopedStore } from '../store/index.ts'
import { answers } from '../store/records/index.ts'
import type { Entry } from './catalogue.ts'

/** Days for which an answer is kept; nobody sends a call again after that. */
const KEPT_DAYS = 30

export interface Once {
  readonly field: string
  /** Of the procedure, the person and their id. */
  readonly key: string
  readonly inputHash: string
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Undefined for procedures without, and for whoever may do nothing here any more: they get no old answers either. */
export function onceOf({ name, meta }: Entry, context: AccessContext, input: unknown): Once | undefined {
  const { member, organization } = context.facts
  if (meta.once === undefined || member.state !== 'active' || !member.userActive) return undefined
  if (organization.state === 'closed') return undefined
  const own = (input as { readonly [field: string]: unknown } | undefined)?.[meta.once]
  if (typeof own !== 'string') return undefined
  return {
    field: meta.once,
    key: sha256(`${name}\n${context.userId}\n${own}`),
    inputHash: sha256(canonicalize(input) ?? ''),
  }
}

/** The answer of the first time. Throws `CONFLICT` when the id came with another input then. */
export async function answeredBefore(
  db: ScopedStore,
  once: Once,
): Promise<{ readonly answer: unknown } | undefined> {
  const kept = await db.collection(answers).first(eq('key', once.key))
  if (!kept) return undefined
  if (kept.inputHash !== once.inputHash)
    throw new CastellanError('CONFLICT', `This ${once.field} was used for something else already.`, {
      field: once.field,
    })
  return { answer: JSON.parse(kept.answer) as unknown }
}

export async function keepAnswer(db: ScopedStore, once: Once, answer: unknown, now: Date): Promise<void> {
  const old = new Date(now.getTime() - KEPT_DAYS * DAY_MS).toISOString()
  await db.collection(answers).removeWhere(range('createdAt', { to: old }))
  const { key, inputHash } = once
  await db.collection(answers).insert({ key, inputHash, answer: JSON.stringify(answer) })
}
