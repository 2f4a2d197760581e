import { spawn } from 'node:child_process'

/** How a helper command is run. */
export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv
  readonly cwd?: string
  /** Milliseconds after which the command is killed and the promise fails; five minutes if left out. */
  readonly timeout?: number
}

const TAIL = 2_000

/**
 * Runs a command to its end.
 *
 * @returns its standard output
 * @throws Error with the end of its standard error when it cannot start, is killed or exits other than 0
 */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.timeout ?? 300_000,
      killSignal: 'SIGKILL',
    })
    let out = ''
    let err = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err = (err + text).slice(-TAIL)
    })
    child.once('error', reject)
    child.once('close', (code, signal) => {
      if (code === 0) resolve(out)
      else reject(new Error(`${command} ended with ${code ?? signal}: ${(err || out).trim().slice(-TAIL)}`))
    })
  })
}
