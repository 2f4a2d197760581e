import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { wheelRuntime } from './electron-wheel.ts'
import { missing, reasonOf } from './say.ts'

/** An Electron runtime on this machine. */
export interface ElectronRuntime {
  /** The folder that holds the executable, its libraries and `resources/`. */
  readonly dir: string
  readonly executable: string
  readonly version: string
  /** True for a runtime so old that its Node lacks globals which the app uses; see electron-shim.cjs. */
  readonly needsShim: boolean
}

// The first Electron that has protocol.handle; its Node 18 has the other globals too.
const FIRST_COMPLETE = 25

/**
 * An Electron runtime: the one in CASTELLAN_TEST_ELECTRON, the `electron` package's own, the one in ELECTRON_DIST,
 * or an older one out of a Python wheel, for machines that reach a package registry but no download site.
 *
 * @returns undefined where there is none and CI is not set
 */
export async function findElectron(): Promise<ElectronRuntime | undefined> {
  for (const dir of [process.env['CASTELLAN_TEST_ELECTRON'], packageDist(), process.env['ELECTRON_DIST']]) {
    const runtime = dir ? runtimeIn(dir) : undefined
    if (runtime) return runtime
  }
  try {
    return (
      runtimeIn(await wheelRuntime()) ?? missing('Electron', ['the runtime in the wheel is not complete'])
    )
  } catch (error) {
    return missing('Electron', [reasonOf(error), 'run `npx install-electron`, or set ELECTRON_DIST'])
  }
}

function packageDist(): string | undefined {
  const require = createRequire(import.meta.url)
  try {
    return join(dirname(require.resolve('electron/package.json')), 'dist')
  } catch {
    return undefined
  }
}

function runtimeIn(dir: string): ElectronRuntime | undefined {
  const executable = join(dir, EXECUTABLES[process.platform] ?? 'electron')
  const versionFile = join(dir, 'version')
  if (!existsSync(executable) || !existsSync(versionFile)) return undefined
  const version = readFileSync(versionFile, 'utf8').trim().replace(/^v/, '')
  return { dir, executable, version, needsShim: Number.parseInt(version, 10) < FIRST_COMPLETE }
}

const EXECUTABLES: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
}
