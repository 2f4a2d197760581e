/** What a caller gives, by the contract's schema and nothing beside it. */
import { z } from 'zod'
import { CastellanError } from '../../src-preload/contract/errors.ts'
import { ISSUES } from '../../src-preload/contract/issues.ts'
import type { Entry } from './catalogue.ts'

interface Issue {
  readonly field: string
  readonly message: string
}

/**
 * The input of a call as its handler gets it. Throws `BAD_INPUT` that names every wrong field, and every field that
 * the procedure does not know: a misspelt filter would otherwise be no filter at all.
 */
export function parse(entry: Entry, raw: unknown): unknown {
  const parsed = (entry.input ?? NOTHING).safeParse(raw ?? {})
  if (!parsed.success)
    throw badInput(
      parsed.error.issues.map((i) => ({ field: i.path.join('.') || 'input', message: i.message })),
    )
  const unknown = [...unknownFields(raw, parsed.data, '')]
  if (unknown.length === 0) return entry.input && parsed.data
  const known = entry.input instanceof z.ZodObject ? Object.keys(entry.input.shape) : []
  const issues = unknown
    .slice(0, TOLD)
    .map((field) => ({ field: field.slice(0, TOLD_LENGTH), message: ISSUES.unknown }))
  const hint =
    known.length > 0
      ? `the fields of ${entry.name} are ${known.join(', ')}`
      : `${entry.name} has no such field`
  throw badInput(issues, `; ${hint}`)
}

/** Of what makes no sense not all needs to be said back. */
const TOLD = 20
const TOLD_LENGTH = 80

/** For a procedure that takes nothing. */
const NOTHING = z.object({})

const badInput = (issues: readonly Issue[], hint = ''): CastellanError =>
  new CastellanError('BAD_INPUT', issues.map((i) => `${i.field}: ${i.message}`).join('; ') + hint, {
    issues: [...issues],
  })

/** Paths of what was given and has no place in what the schema made of it. */
function* unknownFields(given: unknown, made: unknown, path: string): Generator<string> {
  if (Array.isArray(given) && Array.isArray(made))
    for (const [i, item] of given.entries()) yield* unknownFields(item, made[i], `${path}${i}.`)
  if (!isRecord(given) || !isRecord(made)) return
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined) continue
    if (Object.hasOwn(made, key)) yield* unknownFields(value, made[key], `${path}${key}.`)
    else yield `${path}${key}`
  }
}

const isRecord = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
