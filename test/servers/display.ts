import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { aptInstall } from './apt.ts'
import { startChild } from './child.ts'
import { missing, reasonOf } from './say.ts'
import { tempDir } from './temp-dir.ts'
import { untilReady } from './until-ready.ts'
import { which } from './which.ts'

const READY_MS = 20_000
const SCREEN = '1600x1000x24'

/** A screen that windows can open on. */
export interface Display {
  /** The value for DISPLAY; empty where the system needs none. */
  readonly name: string
  stop(): Promise<void>
}

/**
 * The screen of $DISPLAY, or a virtual one.
 *
 * @returns undefined where there is none and CI is not set
 */
export async function startDisplay(): Promise<Display | undefined> {
  const given = process.env['DISPLAY']
  if (given || process.platform !== 'linux') return { name: given ?? '', stop: async () => undefined }
  const xvfb = await findXvfb()
  if (!xvfb) return undefined

  const temp = tempDir('display')
  const chosen = join(temp.path, 'number')
  const descriptor = openSync(chosen, 'w')
  // The server picks the first free display itself and writes its number; guessing one would race with others.
  // Access control is off because the window's process may be another user; it listens on a local socket only.
  const words = ['-displayfd', '3', '-screen', '0', SCREEN, '-ac', '-nolisten', 'tcp', '-noreset']
  const log = join(temp.path, 'log')
  const child = await startChild(xvfb, words, { log, descriptors: [descriptor] })
  closeSync(descriptor)
  const number = await untilReady('Xvfb', child, READY_MS, () => {
    const text = readFileSync(chosen, 'utf8')
    if (!text.endsWith('\n')) throw new Error('no display number yet')
    return text.trim()
  })
  return {
    name: `:${number}`,
    async stop() {
      await child.stop()
      temp.remove()
    },
  }
}

async function findXvfb(): Promise<string | undefined> {
  const installed = which('Xvfb')
  if (installed) return installed
  try {
    await aptInstall('display', ['xvfb'])
  } catch (error) {
    return missing('X display', [reasonOf(error), 'set DISPLAY'])
  }
  return which('Xvfb') ?? missing('X display', ['its package brought no Xvfb'])
}
