import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { UsageError } from './exit.ts'

interface Addresses {
  readonly mongodb: string
  readonly amqp?: string
}

/** In the order in which they are read. */
const KINDS = [
  { flag: 'mongodb', form: /^mongodb(\+srv)?:\/\/./ },
  { flag: 'amqp', form: /^amqps?:\/\/./ },
] as const

/**
 * The same flags, with a line of standard input for each `-`: on the command line every user of the machine could read an
 * address, and the shell would keep it. Throws `UsageError`, which quotes nothing, where a line is missing or no address.
 */
export async function withAddresses<F extends Addresses>(
  flags: F,
  input: Readable = process.stdin,
): Promise<F> {
  const wanted = KINDS.filter(({ flag }) => flags[flag] === '-')
  const lines = await readLines(
    input,
    wanted.map(({ flag }) => flag),
  )
  const read: { mongodb?: string; amqp?: string } = {}
  wanted.forEach(({ flag, form }, i) => {
    const line = lines[i] ?? ''
    if (!form.test(line))
      throw new UsageError(
        `--${flag} - takes line ${i + 1} of standard input, which has to be an address such as ${flag}://host.`,
      )
    read[flag] = line
  })
  return { ...flags, ...read }
}

/** A line for each flag, fewer where the input ends before. At a terminal it says what is waited for. */
async function readLines(input: Readable, flags: readonly string[]): Promise<readonly string[]> {
  const lines: string[] = []
  if (flags.length === 0) return lines
  const ask = (): void => {
    if (input === process.stdin && process.stdin.isTTY) process.stderr.write(`--${flags[lines.length]}: `)
  }
  ask()
  for await (const line of createInterface({ input, terminal: false })) {
    lines.push(line.trim())
    if (lines.length === flags.length) break
    ask()
  }
  // An input that stays open would keep the process.
  input.destroy()
  return lines
}
