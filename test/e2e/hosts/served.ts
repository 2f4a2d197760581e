/** The console in a browser: `npm start -- --no-open` in a process of its own, and a page of a real Chromium on it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { type ChromiumProgram, findChromium } from '../../servers/index.ts'
import { answersLate } from './late.ts'

const ROOT = resolve(import.meta.dirname, '../../..')

export interface Served {
  readonly page: Page
  readonly dataDir: string
  /** What the page threw and did not catch, and what it called an error: a test ends with none. */
  readonly broken: readonly string[]
  close(): Promise<void>
}
export interface ServeOptions {
  readonly workspace?: string
  /** Where workspaces are kept; absent: a new folder with the sample. */
  readonly dataDir?: string
  /** In addition to the run's own, such as where a keyring answers. */
  readonly env?: Readonly<Record<string, string>>
  /** Whether what the console says comes late (`late.ts`). */
  readonly late?: boolean
}

/** Opens it; undefined where there is no Chromium and `CI` is not set. */
export async function openServed({
  workspace = 'sample',
  dataDir,
  env = {},
  late = false,
}: ServeOptions = {}): Promise<Served | undefined> {
  const found = await findChromium()
  if (!found) return undefined
  const data = dataDir ?? mkdtempSync(join(tmpdir(), 'castellan-e2e-'))
  const server = spawn(process.execPath, ['scripts/start.ts', '--no-open', '--workspace', workspace], {
    cwd: ROOT,
    env: { ...process.env, ...env, CASTELLAN_DATA: data },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await addressOf(server)
  const context = await (await browserOf(found)).newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    // What a click gives a page in a window, the browser without one has to be told.
    permissions: ['clipboard-read', 'clipboard-write'],
    reducedMotion: 'reduce',
  })
  if (late) await answersLate(context)
  const page = await context.newPage()
  // A control that is not there is known soon; what takes longer is waited for by its result.
  page.setDefaultTimeout(20_000)
  const broken: string[] = []
  page.on('pageerror', (error) => broken.push(String(error)))
  page.on('console', (message) => message.type() === 'error' && broken.push(message.text()))
  await page.goto(url)
  const close = async (): Promise<void> => {
    await context.close()
    const ended = new Promise((done) => server.once('exit', done))
    server.kill('SIGTERM')
    await ended
    if (dataDir === undefined) rmSync(data, { recursive: true, force: true })
  }
  return { page, dataDir: data, broken, close }
}

/** One for all files of a process, with which it ends; of each other they see nothing. */
let browser: Promise<Browser> | undefined
function browserOf({ executablePath, args }: ChromiumProgram): Promise<Browser> {
  browser ??= chromium.launch({ executablePath, args: [...args] })
  return browser
}

function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let said = ''
    server.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const url = /Castellan is at (\S+)/.exec(said)?.[1]
      if (url) found(url)
    })
    server.once('exit', (code) => failed(new Error(`The console ended with ${code}: ${said}`)))
  })
}
