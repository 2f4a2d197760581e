/** The command line as a person calls it, in a process of its own. */
import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'

const ROOT = resolve(import.meta.dirname, '../../..')
const MAIN = 'src-main/hosts/cli/main.ts'

/** Runs `castellan …` and answers what it printed. Rejects with what it said when it fails. */
export async function castellan(env: NodeJS.ProcessEnv, ...words: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, ...words], { cwd: ROOT, env })
  return stdout
}
