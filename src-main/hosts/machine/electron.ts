import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface ElectronRuntime {
  readonly executable: string
  readonly version: string
  /** `package`: of the electron package; `ELECTRON_DIST`: named by the environment. */
  readonly from: 'package' | 'ELECTRON_DIST'
}

const executables: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
}

/**
 * Electron's runtime, or `null` where it was not obtained yet.
 * @param root the project's folder, whose `node_modules/electron` is looked into
 */
export function findElectron(
  root: string,
  env: Readonly<NodeJS.ProcessEnv> = process.env,
): ElectronRuntime | null {
  const named = env['ELECTRON_DIST']
  return (
    runtimeIn(join(root, 'node_modules/electron/dist'), 'package') ??
    (named ? runtimeIn(named, 'ELECTRON_DIST') : null)
  )
}

function runtimeIn(folder: string, from: ElectronRuntime['from']): ElectronRuntime | null {
  const executable = join(folder, executables[process.platform] ?? 'electron')
  const version = join(folder, 'version')
  if (!existsSync(executable) || !existsSync(version)) return null
  return { executable, version: readFileSync(version, 'utf8').trim().replace(/^v/, ''), from }
}
