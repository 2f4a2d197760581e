/** The log: defects by id, on standard error. No input, no token, no address of a database ever gets here. */
import { pino } from 'pino'

const log = pino(
  {
    level: process.env['CASTELLAN_LOG'] ?? 'error',
    base: null,
    redact: ['*.token', '*.password', '*.uri', '*.secret'],
  },
  pino.destination({ fd: 2, sync: true }),
)

export function logDefect(id: string, procedure: string, error: unknown): void {
  log.error({
    id,
    procedure,
    error:
      error instanceof Error
        ? { name: error.name, message: error.message, stack: error.stack }
        : String(error),
  })
}
