/** Pieces that several subjects' schemas use: ids, names, e-mail addresses, pages of a list. */
import { z } from 'zod'

export const id = z.uuid({ message: 'must be an id as lists give it (a UUID)' })
export const version = z.number().int().min(1)
/** Instants are ISO 8601 in UTC with milliseconds, so that text order is time order. */
export const instant = z.iso.datetime({ precision: 3 })

// Control characters, bidirectional overrides and zero-width characters make two names look the same.
const INVISIBLE = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u
/** A name as people type it: NFC, trimmed, 1 to 120 characters, nothing invisible. */
export const displayName = z
  .string()
  .transform((s) => s.normalize('NFC').trim())
  .pipe(
    z
      .string()
      .min(1, 'must not be empty')
      .max(120, 'must have at most 120 characters')
      .refine((s) => !INVISIBLE.test(s), 'must not have invisible or direction-changing characters'),
  )
export const description = z
  .string()
  .trim()
  .max(2000)
  .refine((s) => !/[\u202a-\u202e\u2066-\u2069]/u.test(s), 'must not have direction-changing characters')

/** An e-mail address: lower-cased, its domain in ASCII (IDNA, UTS 46) as `URL` does it. */
export const email = z
  .string()
  .transform((s) => normalizeEmail(s))
  .pipe(z.email('must be an e-mail address such as ada@example.com').max(254))

/** Lower-cases an address and turns its domain into ASCII; what is no address comes back as it was. */
export function normalizeEmail(text: string): string {
  const trimmed = text.trim().normalize('NFC').toLowerCase()
  const at = trimmed.lastIndexOf('@')
  if (at < 1) return trimmed
  try {
    return `${trimmed.slice(0, at)}@${new URL(`http://${trimmed.slice(at + 1)}`).hostname}`
  } catch {
    return trimmed
  }
}

/** Why a sensitive action was done, in the actor's words. */
export const reason = z.string().trim().min(3, 'say why, in at least 3 characters').max(500)

export const slug = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,38}[a-z0-9]$/, 'must have 3 to 40 characters a–z, 0–9 and -, begin with a letter')

/** A page of a list: `limit` rows after `cursor`, as the previous page's `next` gave it. */
export const pageInput = {
  limit: z.number().int().min(1).max(500).default(100),
  cursor: z.string().max(2000).optional(),
}
export const sortBy = <const F extends readonly [string, ...string[]]>(fields: F) =>
  z.object({ field: z.enum(fields), direction: z.enum(['asc', 'desc']).default('asc') }).optional()
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable(), total: z.number().int() })

/** What every record of a tenant carries. */
export const recordFields = { id, version, createdAt: instant, updatedAt: instant }
export const done = z.object({ done: z.literal(true) })
