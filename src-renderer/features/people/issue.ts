import type { z } from 'zod'
import { issueWords } from '../../text/problem-words.ts'

/** What the contract's schema says is wrong with a value, or null. */
export function issueOf(schema: z.ZodType, value: unknown): string | null {
  const parsed = schema.safeParse(value)
  return parsed.success ? null : issueWords(parsed.error.issues[0]?.message ?? parsed.error.message)
}
