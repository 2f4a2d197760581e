import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { copyPackages } from './copy-packages.ts'
import { type ElectronRuntime, findElectron } from './electron.ts'
import { writeLauncher } from './electron-launcher.ts'
import { linkTree } from './link-tree.ts'
import { tempDir } from './temp-dir.ts'
import { tester } from './tester.ts'

const HERE = dirname(fileURLToPath(import.meta.url))
const PROJECT = resolve(HERE, '../..')
const BUILT_MAIN = 'out/main/index.cjs'
// Everything else is bundled; these hold compiled code and are loaded as they are.
const NATIVE = ['libsql', 'keytar']
const FOR_THE_SHIM = ['core-js', 'undici']

/** The built app in a runtime, ready for Playwright's `_electron.launch({ executablePath, args })`. */
export interface AssembledApp {
  /** The folder of the app's package (`resources/app`). */
  readonly appDir: string
  readonly executablePath: string
  readonly args: readonly string[]
  remove(): void
}

/**
 * Puts the built app into a copy of the Electron runtime, as a package of it would lie there.
 *
 * @param outDir - the folder of the build, with `main/index.cjs`, `preload/index.cjs` and `renderer/`
 * @returns undefined where there is no Electron and CI is not set
 * @throws Error when the build is not there
 */
export async function assembleElectronApp(outDir: string): Promise<AssembledApp | undefined> {
  const runtime = await findElectron()
  if (!runtime) return undefined
  if (!existsSync(join(outDir, 'main/index.cjs'))) throw new Error(`${outDir} holds no built main/index.cjs`)
  // On other systems the executable lies inside a bundle of its own shape, and starts the project where it is.
  if (process.platform !== 'linux') {
    const appDir = resolve(outDir, '..')
    return { appDir, executablePath: runtime.executable, args: [appDir], remove: () => undefined }
  }
  const temp = tempDir('electron')
  chmodSync(temp.path, 0o755)
  const dir = join(temp.path, 'runtime')
  linkTree(runtime.dir, dir)
  protectSandbox(dir)
  const appDir = join(dir, 'resources/app')
  fillApp(appDir, outDir, runtime)
  const executablePath = join(temp.path, 'launch')
  writeLauncher(executablePath, dir, makeHome(temp.path))
  return { appDir, executablePath, args: [], remove: () => temp.remove() }
}

function fillApp(appDir: string, outDir: string, runtime: ElectronRuntime): void {
  mkdirSync(appDir, { recursive: true })
  linkTree(outDir, join(appDir, 'out'))
  copyPackages(PROJECT, appDir, runtime.needsShim ? [...NATIVE, ...FOR_THE_SHIM] : NATIVE)
  const project: unknown = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8'))
  const { name, productName, version } = project as Record<string, unknown>
  const main = runtime.needsShim ? 'electron-shim.cjs' : BUILT_MAIN
  const manifest = { name, productName, version, main, builtMain: BUILT_MAIN }
  writeFileSync(join(appDir, 'package.json'), JSON.stringify(manifest, null, 2))
  if (runtime.needsShim) copyFileSync(join(HERE, main), join(appDir, main))
}

/** A home for the user that the app runs as. */
export function makeHome(base: string): string {
  const home = join(base, 'home')
  mkdirSync(home, { mode: 0o700 })
  const user = tester()
  if (user) chownSync(home, user.uid, user.gid)
  return home
}

/** Chromium's sandbox helper works only when it belongs to root and runs with its rights. */
export function protectSandbox(dir: string): void {
  const helper = join(dir, 'chrome-sandbox')
  if (process.getuid?.() !== 0 || !existsSync(helper)) return
  chownSync(helper, 0, 0)
  chmodSync(helper, 0o4755)
}
