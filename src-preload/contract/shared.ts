/** Pieces that several subjects' schemas use: ids, names, e-mail addresses, pages of a list. */
import { z } from 'zod'
import { asciiDomain } from './domain-name.ts'
import { ISSUES } from './issues.ts'
import './schema-words.ts'

// Characters that draw nothing or turn the direction make two names look the same.
const INVISIBLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/u
// Where they belong to what is drawn: families and flags of emoji, the forms of a Han or Mongolian character, the
// unjoined letters of Persian.
const DRAWN = [
  /(?<=\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)\u200d(?=\p{Extended_Pictographic})/u,
  /(?<=\p{Extended_Pictographic})[\ufe0e\ufe0f]|(?<=[0-9#*])\ufe0f(?=\u20e3)/u,
  /(?<=\u{1f3f4})[\u{e0020}-\u{e007e}]+\u{e007f}/u,
  /(?<=\p{Script=Han})[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]|(?<=\p{Script=Mongolian})[\u180b-\u180d\u180f]/u,
  /(?<=\p{Script=Arabic})\u200c(?=\p{Script=Arabic})/u,
]
const BELONGING = new RegExp(DRAWN.map((r) => r.source).join('|'), 'gu')
const isVisible = (text: string): boolean => !INVISIBLE.test(text.replace(BELONGING, ''))

export const id = z.uuid({ message: ISSUES.id })
export const version = z.number().int().min(1)
/** Instants are ISO 8601 in UTC with milliseconds, so that text order is time order. */
export const instant = z.iso.datetime({ precision: 3 })

/** A line of text as people type it: NFC, trimmed, at most 120 characters, nothing invisible; it may be empty. */
export const line = z
  .string()
  .transform((s) => s.normalize('NFC').trim())
  .pipe(z.string().max(120, ISSUES.long).refine(isVisible, ISSUES.invisible))
/** A name as people type it: a line that is not empty. */
export const displayName = line.pipe(z.string().min(1, ISSUES.empty))
export const description = z
  .string()
  .trim()
  .max(2000)
  .refine((s) => !/[\u202a-\u202e\u2066-\u2069]/u.test(s), ISSUES.direction)

/** As the library has it, and with top-level domains that are not Latin: `xn--` in ASCII (RFC 5890, 2.3.2.1). */
const ADDRESS =
  /^(?:[A-Za-z0-9_'+-]+\.)*[A-Za-z0-9_'+-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+(?:[A-Za-z]{2,}|xn--[A-Za-z0-9-]*[A-Za-z0-9])$/

/** An e-mail address: lower-cased, its domain in ASCII (IDNA, UTS 46). */
export const email = z
  .string()
  .transform((s) => normalizeEmail(s))
  .pipe(z.email({ error: ISSUES.email, pattern: ADDRESS }).max(254))

/** Lower-cases an address and turns its domain into ASCII; what is no address comes back as it was. */
export function normalizeEmail(text: string): string {
  const trimmed = text.trim().normalize('NFC').toLowerCase()
  const at = trimmed.lastIndexOf('@')
  const domain = at < 1 ? undefined : asciiDomain(trimmed.slice(at + 1))
  return domain === undefined ? trimmed : `${trimmed.slice(0, at)}@${domain}`
}

/** Why a sensitive action was done, in the actor's words. */
export const reason = z.string().trim().min(3, ISSUES.reason).max(500)

export const slug = z.string().regex(/^[a-z][a-z0-9-]{1,38}[a-z0-9]$/, ISSUES.slug)

/** A page of a list that is read from its beginning: `limit` rows after `cursor`, as the previous page's `next` gave it. */
export const nextInput = {
  limit: z.number().int().min(1).max(500).default(100),
  cursor: z.string().max(2000).optional(),
}
/** A page of a list; without a cursor, it begins after the first `skip` rows, for whoever leaps to a place in a long one. */
export const pageInput = {
  ...nextInput,
  skip: z.number().int().min(0).max(100_000_000).optional(),
}
export const sortBy = <const F extends readonly [string, ...string[]]>(fields: F) =>
  z.object({ field: z.enum(fields), direction: z.enum(['asc', 'desc']).default('asc') }).optional()
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable(), total: z.number().int() })

/** What every record of a tenant carries. */
export const recordFields = { id, version, createdAt: instant, updatedAt: instant }
export const done = z.object({ done: z.literal(true) })

/** So many of a list are changed in one call, where each takes others along. */
export const MOST_IN_ONE_CALL = 200
export const manyIds = z.array(id).min(1).max(MOST_IN_ONE_CALL)

/** What a change of many would do, and the error that it would answer; `refusal` null where it would go through. */
export const bulkPreview = z.object({
  changed: z.number().int(),
  unchanged: z.number().int(),
  /** The first of those that would change, by name. */
  names: z.array(z.string()),
  refusal: z.object({ code: z.string(), message: z.string(), data: z.unknown() }).nullable(),
})
export type BulkPreview = z.infer<typeof bulkPreview>

/** Why long work failed: an error of the catalogue as data, so that a window says it in its own language. */
export const failure = z.object({ code: z.string(), data: z.unknown() })
export type Failure = z.infer<typeof failure>
