import { spawn, spawnSync } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { onExit } from './on-exit.ts'
import { which } from './which.ts'

/** A running server process; it is stopped by its own id, and with it what it started. */
export interface Child {
  readonly pid: number
  readonly running: boolean
  /** Settles when the process has ended. */
  readonly ended: Promise<void>
  /** Asks the process to end and kills its group when it has not after `grace` milliseconds. */
  stop(grace?: number): Promise<void>
  /** SIGKILL to the process and everything in its group, as a power cut would do. */
  kill(): Promise<void>
  /** What the process has written so far (its last part). */
  log(): string
}

/** How a server process is started. */
export interface ChildOptions {
  readonly env?: NodeJS.ProcessEnv
  readonly cwd?: string
  /** The file that receives both output streams. */
  readonly log: string
  /** Written to standard input, which is then closed. */
  readonly input?: string
  /** Open files to hand over as descriptors 3 and up. */
  readonly descriptors?: readonly number[]
}

/**
 * Starts a server in a process group of its own.
 *
 * On Linux the kernel ends it when this process dies without a chance to run its exit handlers.
 */
export async function startChild(
  command: string,
  args: readonly string[],
  options: ChildOptions,
): Promise<Child> {
  const output = openSync(options.log, 'a')
  const [file, ...words] = [...deathSignal(), command, ...args]
  const child = spawn(file ?? command, words, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    detached: process.platform !== 'win32',
    stdio: [options.input === undefined ? 'ignore' : 'pipe', output, output, ...(options.descriptors ?? [])],
  })
  closeSync(output)
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', reject)
  })
  if (options.input !== undefined) child.stdin?.end(options.input)
  // A server that is left running must not keep the run from ending.
  child.unref()

  const pid = child.pid ?? 0
  const running = (): boolean => child.exitCode === null && child.signalCode === null
  const forget = onExit(() => signalGroup(pid, 'SIGKILL'))
  ended.then(forget)
  const kill = async (): Promise<void> => {
    signalGroup(pid, 'SIGKILL')
    await held(ended)
  }
  return {
    pid,
    ended,
    kill,
    get running() {
      return running()
    },
    async stop(grace = 10_000) {
      if (running()) child.kill('SIGTERM')
      await Promise.race([held(ended), sleep(grace, undefined, { ref: false })])
      await kill()
    },
    log: () => readFileSync(options.log, 'utf8').slice(-2_000),
  }
}

/** Waits while holding the event loop open, because the child itself does not. */
async function held(ended: Promise<void>): Promise<void> {
  const hold = setInterval(() => undefined, 1_000)
  await ended.finally(() => clearInterval(hold))
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal)
  } catch {
    // Already gone, which is what was wanted.
  }
}

let prefix: readonly string[] | undefined

function deathSignal(): readonly string[] {
  if (!prefix) {
    const setpriv = process.platform === 'linux' ? which('setpriv') : undefined
    const words = ['--pdeathsig', 'TERM', '--']
    const works = setpriv && spawnSync(setpriv, [...words, 'true']).status === 0
    prefix = works ? [setpriv, ...words] : []
  }
  return prefix
}
