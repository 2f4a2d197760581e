/** The log: defects by id, on standard error. No input, no secret, nobody's address and none of a database gets here. */
import { pino } from 'pino'
import { withoutPeople } from '../identity/index.ts'

const USUAL = 'error'
const LEVELS = [...Object.keys(pino.levels.values), 'silent']

const wanted = process.env['CASTELLAN_LOG'] ?? USUAL
const known = LEVELS.includes(wanted)
const log = pino({ level: known ? wanted : USUAL, base: null }, pino.destination({ fd: 2, sync: true }))
// Whoever looks for something would otherwise wait for lines that never come.
if (!known) process.stderr.write(`CASTELLAN_LOG is none of ${LEVELS.join(', ')}; taken for ${USUAL}.\n`)

/** A call and how it ended, where somebody asked for it (`CASTELLAN_LOG=debug`). */
export function logCall(procedure: string, outcome: string, milliseconds: number): void {
  log.debug({ procedure, outcome, milliseconds: Math.round(milliseconds * 10) / 10 })
}

export function logDefect(id: string, procedure: string, error: unknown): void {
  log.error({ id, procedure, error: loggable(error) })
}

/** How many causes of causes are told. */
const DEPTH = 3

/** What is written of an error: drivers quote what they were given, so its words are not trusted. */
export function loggable(error: unknown, depth = DEPTH): unknown {
  if (!(error instanceof Error)) return withoutPeople(String(error))
  const { name, message, stack, cause } = error
  return {
    name,
    message: withoutPeople(message),
    stack: withoutPeople(stack ?? ''),
    ...(cause !== undefined && depth > 0 ? { cause: loggable(cause, depth - 1) } : {}),
  }
}
