import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { packaging } from '../../electron-builder.config.ts'
import { LINUX_EXECUTABLE } from '../../scripts/lib/fuses.ts'
import { pack } from '../../scripts/lib/pack.ts'
import { DevToolsPage } from './devtools.ts'
import { findElectron } from './electron.ts'
import { makeHome, protectSandbox } from './electron-app.ts'
import { writeLauncher } from './electron-launcher.ts'
import { onExit } from './on-exit.ts'
import { tempDir } from './temp-dir.ts'

const SHIM = 'electron-shim.cjs'
/** What the shim requires, and what that requires. */
const OF_THE_SHIM = ['core-js', 'undici', '@fastify/busboy']

/** A package as `npm run package` makes it, ready to be started with its sandbox on. */
export interface PackagedApp {
  /** The folder with the executable and `resources/app.asar`. */
  readonly dir: string
  readonly launcher: string
  readonly electron: string
  /** True where the runtime is so old that the package had to get the shim in front of its main. */
  readonly shimmed: boolean
  remove(): void
}

/**
 * Packs what lies in `out/`, for Linux. In a runtime older than production's the package is the same but for the
 * shim, which is its `main` and loads the built one.
 *
 * @returns undefined where there is no Electron and CI is not set
 */
export async function packApp(): Promise<PackagedApp | undefined> {
  const runtime = await findElectron()
  if (!runtime) return undefined
  const temp = tempDir('packaged')
  chmodSync(temp.path, 0o755)
  const packing = { electronDist: runtime.dir, electronVersion: runtime.version, output: temp.path }
  await aside(() => pack(runtime.needsShim ? { ...packing, otherwise: withShim() } : packing))
  const dir = join(temp.path, 'linux-unpacked')
  return {
    dir,
    launcher: launcherOf(dir, temp.path),
    electron: runtime.version,
    shimmed: runtime.needsShim,
    remove: () => temp.remove(),
  }
}

/** The builder speaks to the standard output, which is for the answers of whoever packs here. */
async function aside(work: () => Promise<void>): Promise<void> {
  const { write } = process.stdout
  process.stdout.write = process.stderr.write.bind(process.stderr)
  try {
    await work()
  } finally {
    process.stdout.write = write
  }
}

const withShim = () => ({
  extraMetadata: { main: SHIM, builtMain: 'out/main/index.cjs' },
  files: [
    ...[packaging.files ?? []].flat(),
    { from: 'test/servers', to: '.', filter: [SHIM] },
    ...OF_THE_SHIM.map((name) => ({ from: `node_modules/${name}`, to: `node_modules/${name}` })),
  ],
})

/** Writes what starts the package in `dir`, and a home for it, into `base`. */
export function launcherOf(dir: string, base: string): string {
  protectSandbox(dir)
  const launcher = join(base, 'launch')
  writeLauncher(launcher, dir, makeHome(base), LINUX_EXECUTABLE)
  return launcher
}

/** A started package. Its fuses keep everybody out of its main process, so only its page is reached. */
export interface OpenedPackage {
  readonly page: DevToolsPage
  /** When the process was started, in milliseconds since the epoch. */
  readonly startedAt: number
  close(): Promise<void>
}

/** Starts a package and waits until its page is there, which may not have drawn yet. */
export async function openPackage(
  launcher: string,
  env: NodeJS.ProcessEnv,
  ...args: readonly string[]
): Promise<OpenedPackage> {
  const startedAt = performance.timeOrigin + performance.now()
  const child = spawn(launcher, ['--remote-debugging-port=0', ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise((done) => child.once('exit', done))
  const forget = onExit(() => child.kill('SIGKILL'))
  ended.then(forget)
  const page = await DevToolsPage.first(await portOf(child), (url) => url.startsWith('app:'))
  return {
    page,
    startedAt,
    close: async () => {
      page.close()
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** The debugging port, as Chromium says it. */
function portOf(child: ChildProcess): Promise<number> {
  return new Promise((found, failed) => {
    let said = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const port = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(said)?.[1]
      if (port !== undefined) found(Number(port))
    })
    child.once('exit', (code) => failed(new Error(`The package ended with ${code}: ${said.slice(-2_000)}`)))
  })
}
