import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { ROOT } from '../../src-main/hosts/built.ts'

const LAST_LINE = /^isolation: ([1-9]\d*) procedures, ([1-9]\d*) vectors, 0 leaks$/m

/** Whether what the isolation suite said, and how it ended, is a pass: every procedure, no leak. */
export const isPass = (output: string, exitCode: number | null): boolean =>
  exitCode === 0 && LAST_LINE.test(output)

/** Runs the isolation suite on one store, shows what it says, and throws unless it passes. */
export async function requireIsolation(store: 'sqlite' | 'mongodb'): Promise<void> {
  const child = spawn(process.execPath, [join(ROOT, 'test/isolation/main.ts'), '--store', store], {
    cwd: ROOT,
    // A database that is missing is a failure here, not a reason to leave the suite out.
    env: { ...process.env, CI: 'true' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString('utf8')
    process.stdout.write(chunk)
  })
  const [code] = await once(child, 'close')
  if (!isPass(output, code)) throw new Error(`Isolation does not hold on ${store}, so nothing is packaged.`)
}
