import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { setPriority } from 'node:os'
import { delimiter, resolve } from 'node:path'
import { onExit } from '../../test/servers/on-exit.ts'

const PROJECT = resolve(import.meta.dirname, '../..')
const LIMIT_MS = 40 * 60_000
const GRACE_MS = 10_000
/** A third of the others' share: enough to be done before them, and what they leave idle is used. */
const BACKGROUND = 5

/** How a stage's program ended. */
export interface Outcome {
  readonly exitCode: number
  /** Both output streams, where they were not shown while it ran. */
  readonly output: string
}

/** How a stage's program is run. */
export interface CommandOptions {
  readonly env: NodeJS.ProcessEnv
  /** Show the output while it runs instead of collecting it. */
  readonly live?: boolean
  /** It stands back for what runs beside it, which waits for it at no time. */
  readonly inBackground?: boolean
}

/**
 * Runs one of the project's programs in a process group of its own and waits for its end. It is ended after forty
 * minutes, and when this process is interrupted.
 */
export function runCommand(
  words: readonly string[],
  { env, live = false, inBackground = false }: CommandOptions,
): Promise<Outcome> {
  const [command = '', ...args] = words
  const stream = live ? 'inherit' : 'pipe'
  // npm's own PATH entry, also when this is started without npm: the project's Node and tools come first.
  const PATH = [resolve(PROJECT, 'node_modules/.bin'), env['PATH']].join(delimiter)
  // Hundreds of programs are started by the tests; each then loads in half of the time.
  const NODE_COMPILE_CACHE = resolve(PROJECT, '.cache/compiled')
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd: PROJECT,
      env: { ...env, PATH, NODE_COMPILE_CACHE },
      detached: process.platform !== 'win32',
      shell: process.platform === 'win32',
      stdio: ['ignore', stream, stream],
    })
    if (inBackground) standBack(child.pid)
    const signal = (name: NodeJS.Signals): void => signalGroup(child.pid, name)
    // As from the keyboard, which Playwright and Vitest answer by ending what they started; the first begins anew after
    // any other signal to its workers.
    const forget = onExit(() => signal('SIGINT'))
    let output = ''
    const collect = (text: string): void => {
      output += text
    }
    child.stdout?.setEncoding('utf8').on('data', collect)
    child.stderr?.setEncoding('utf8').on('data', collect)
    const limit = setTimeout(() => {
      output += `\nended after ${LIMIT_MS / 60_000} minutes\n`
      signal('SIGINT')
      setTimeout(() => signal('SIGKILL'), GRACE_MS).unref()
    }, LIMIT_MS)
    const end = (exitCode: number): void => {
      clearTimeout(limit)
      forget()
      done({ exitCode, output })
    }
    child.once('error', (error) => {
      collect(error.message)
      end(127)
    })
    child.once('close', (code) => end(code ?? 1))
  })
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (!pid) return
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal)
  } catch {
    // It has ended by itself.
  }
}

/** For this process and all that it starts from now on. */
function standBack(pid: number | undefined): void {
  try {
    if (pid === undefined) return
    setPriority(pid, BACKGROUND)
    // Linux weighs sessions against each other, and each program here has one of its own.
    if (process.platform === 'linux') writeFileSync(`/proc/${pid}/autogroup`, String(BACKGROUND))
  } catch {
    // It has ended already, or the system keeps no priorities.
  }
}
