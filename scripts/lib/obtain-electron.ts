import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type ElectronRuntime, findElectron } from '../../src-main/hosts/machine/index.ts'
import { bytesUnder } from './bytes-under.ts'
import { say, sayPassing } from './say.ts'

const LOOK_MS = 500
const DAY_MS = 86_400_000

export interface Obtaining {
  /** The project's folder. */
  readonly root: string
  /** Given up after so long without a byte. */
  readonly patienceMs: number
  /** The script that downloads and unpacks the runtime; the electron package's own. */
  readonly installer: string
  /** Where a failure is remembered, so that the next start of the same day does not wait again. */
  readonly memory: string
}

export const obtainingOf = (root: string): Obtaining => ({
  root,
  patienceMs: 20_000,
  installer: join(root, 'node_modules/electron/install.js'),
  memory: join(root, '.cache/electron-not-obtained.json'),
})

export type Obtained = { readonly runtime: ElectronRuntime } | { readonly because: string }

/** Finds Electron's runtime, or downloads it with its package's own installer while bytes keep coming. */
export async function obtainElectron(how: Obtaining): Promise<Obtained> {
  const found = findElectron(how.root)
  if (found) return { runtime: found }
  const remembered = recall(how.memory)
  if (remembered !== null) return { because: remembered }
  const because = await install(how)
  const runtime = findElectron(how.root)
  if (runtime) return { runtime }
  const reason = because ?? 'its installer ended without one'
  mkdirSync(dirname(how.memory), { recursive: true })
  writeFileSync(how.memory, JSON.stringify({ at: Date.now(), because: reason }))
  return { because: reason }
}

function recall(memory: string): string | null {
  if (!existsSync(memory)) return null
  try {
    const { at, because } = JSON.parse(readFileSync(memory, 'utf8'))
    return Date.now() - at < DAY_MS && typeof because === 'string' ? because : null
  } catch {
    return null
  }
}

/** Runs the installer. Returns why it failed, in a few words, or `null`. */
async function install({ root, patienceMs, installer }: Obtaining): Promise<string | null> {
  mkdirSync(join(root, '.cache'), { recursive: true })
  // A temporary folder of its own, so that its growth is this download's progress and nothing is left behind.
  const temporary = mkdtempSync(join(root, '.cache/electron-'))
  say(`Obtaining Electron's runtime (once; given up after ${patienceMs / 1000} s without progress)`)
  const child = spawn(process.execPath, [installer], {
    env: { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8')
  })
  let stalled = false
  let seen = 0
  let lastGrowth = Date.now()
  const dist = join(root, 'node_modules/electron/dist')
  const watch = setInterval(() => {
    const size = bytesUnder(temporary) + bytesUnder(dist)
    if (size > seen) {
      seen = size
      lastGrowth = Date.now()
      sayPassing(`  ${Math.round(size / 1_000_000)} MB`)
    } else if (Date.now() - lastGrowth > patienceMs) {
      stalled = true
      child.kill('SIGKILL')
    }
  }, LOOK_MS)
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', resolve)
    })
    if (stalled) return `no progress for ${patienceMs / 1000} s`
    return code === 0 ? null : firstLine(said)
  } finally {
    clearInterval(watch)
    sayPassing('')
    rmSync(temporary, { recursive: true, force: true })
  }
}

const LONGEST_REASON = 120
/** The first line that says something, without the error's name. */
const firstLine = (text: string): string =>
  (text.split('\n').find((line) => line.trim() !== '') ?? 'its installer failed')
    .trim()
    .replace(/^\w*Error: /, '')
    .slice(0, LONGEST_REASON)
