import { spawn } from 'node:child_process'
import { ROOT } from '../../src-main/hosts/built.ts'
import type { ElectronRuntime } from '../../src-main/hosts/machine/index.ts'

/** The window's own exit code when the workspace cannot be opened: it has said so, and no browser would help. */
export const EXIT_NO_WORKSPACE = 3

/** Opens the window and waits until it is closed. Returns its exit code, or the signal that ended it. */
export function openElectron(
  runtime: ElectronRuntime,
  options: { readonly workspace: string; readonly reset: boolean; readonly relay: boolean },
): Promise<number | NodeJS.Signals> {
  const args = [
    ROOT,
    `--workspace=${options.workspace}`,
    ...(options.reset ? ['--reset'] : []),
    ...(options.relay ? [] : ['--no-relay']),
  ]
  const child = spawn(runtime.executable, args, { stdio: ['ignore', 'inherit', 'pipe'] })
  // Chromium's own chatter is for its developers; what the console itself says comes through its log.
  child.stderr.on('data', (chunk: Buffer) => {
    if (process.env['CASTELLAN_LOG']) process.stderr.write(chunk)
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => child.kill(signal))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(signal ?? code ?? 1))
  })
}
