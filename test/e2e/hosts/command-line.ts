/** The command line as a person calls it, in a process of its own. */
import { type ChildProcess, execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Answered, Asked } from './caller.ts'

const ROOT = resolve(import.meta.dirname, '../../..')
const MAIN = 'src-main/hosts/cli/main.ts'
const CALLER = resolve(import.meta.dirname, 'caller.ts')

/** Runs `castellan …` and answers what it printed. Rejects with what it said when it fails. */
export async function castellan(env: NodeJS.ProcessEnv, ...words: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, ...words], { cwd: ROOT, env })
  return stdout
}

let caller: ChildProcess | undefined
let before: Promise<unknown> = Promise.resolve()

/**
 * One `castellan call` and what it answered. For many of them: another process than the window's, as the command line
 * is, that is started once. `env` is in addition to the run's own.
 */
export function call<R>(env: NodeJS.ProcessEnv, ...words: readonly string[]): Promise<R> {
  const mine = before.then(() => ask({ env, words: ['call', ...words] }))
  before = mine.catch(() => undefined)
  return mine.then((said) => JSON.parse(said) as R)
}

async function ask(asked: Asked): Promise<string> {
  caller ??= started()
  const over = new AbortController()
  const gone = once(caller, 'exit', over).then(() => Promise.reject(new Error('The command line ended.')))
  const answered = once(caller, 'message', over) as Promise<[Answered]>
  caller.send(asked)
  try {
    const [{ said, failure }] = await Promise.race([answered, gone])
    if (failure !== undefined) throw new Error(failure)
    return said
  } finally {
    over.abort()
    await Promise.allSettled([answered, gone])
  }
}

/** It ends with whoever started it, who does not wait for it. */
function started(): ChildProcess {
  const child = fork(CALLER, { cwd: ROOT, execArgv: [] })
  child.unref()
  child.channel?.unref()
  return child
}
