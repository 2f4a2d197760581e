import { randomUUID } from 'node:crypto'
import { CastellanError } from '../../../src-preload/contract/errors.ts'
import { withoutSecrets } from '../../identity/index.ts'
import { EXIT, UsageError } from './exit.ts'

/** Says on standard error how a command ended, and returns the exit code for it. Never a stack, never a secret. */
export function reportFailure(error: unknown): number {
  if (error instanceof UsageError) {
    process.stderr.write(`${withoutSecrets(error.message)}\n`)
    return EXIT.usage
  }
  const { code, message, data } = error instanceof CastellanError ? error : unforeseen(error)
  process.stderr.write(`${withoutSecrets(JSON.stringify({ code, message, data }))}\n`)
  return EXIT.failed
}

function unforeseen(error: unknown) {
  const message = error instanceof Error ? error.message : String(error)
  return { code: 'INTERNAL', message, data: { id: randomUUID() } }
}

/** One JSON document on standard output. */
export const printJson = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value ?? null)}\n`)
}
