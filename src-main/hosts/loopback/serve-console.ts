import { spawn } from 'node:child_process'
import { openWorkspace } from '../../workspace/index.ts'
import { browserCommand } from '../machine/index.ts'
import { servedBy } from '../served.ts'
import { serveLoopback } from './serve.ts'

export interface Serving {
  readonly workspace: string
  readonly reset: boolean
  /** Whether it publishes the workspace's events, if no other process does. */
  readonly relay: boolean
  /** `open`: in the system's browser, and ended with its page; `print`: until stopped. */
  readonly show: 'open' | 'print'
  /** The built renderer. */
  readonly folder: string
  /** A line for the person at the terminal. */
  readonly say: (line: string) => void
}

/** Serves the console over loopback. Resolves when it is over, with everything closed. */
export async function serveConsole({
  workspace: name,
  reset,
  relay,
  show,
  folder,
  say,
}: Serving): Promise<void> {
  const workspace = await openWorkspace({ name, reset, relay })
  let finish: () => void = () => undefined
  const over = new Promise<void>((resolve) => {
    finish = resolve
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, finish)

  let untilStopped = show === 'print'
  const tell = (): void => say(`Castellan is at ${loopback.newAddress()}`)
  const loopback = await serveLoopback(servedBy(workspace, 'loopback'), {
    folder,
    // An address works once. Who serves until stopped gets a new one when all pages are gone.
    onGone: () => (untilStopped ? tell() : finish()),
  })
  if (untilStopped) tell()
  else {
    const opened = await openBrowser(loopback.newAddress())
    if (!opened) {
      untilStopped = true
      say('No browser could be opened here.')
      tell()
    }
  }
  await over
  await loopback.close()
  await workspace.close()
}

/** Whether the browser's command took the address. It stays open on its own, apart from this process. */
function openBrowser(url: string): Promise<boolean> {
  const browser = browserCommand(url)
  if (browser === null) return Promise.resolve(false)
  const child = spawn(browser.command, browser.args, { stdio: 'ignore', detached: true })
  child.unref()
  return new Promise((resolve) => {
    child.once('error', () => resolve(false))
    child.once('exit', (code) => resolve(code === 0))
    // A browser that is not running yet is itself the command, and stays.
    setTimeout(() => resolve(true), STAYS_MS).unref()
  })
}
const STAYS_MS = 4_000
