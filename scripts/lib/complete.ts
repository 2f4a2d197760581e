import { join } from 'node:path'
import { listPackage } from '@electron/asar'
import type { AfterPackContext } from 'electron-builder'

/** What the built main loads as it is, with all that it needs in turn; everything else is bundled. */
const LOADED = ['libsql', '@neon-rs/load', 'detect-libc', 'keytar']

/**
 * Throws where the archive lacks a package that is loaded at the start: the builder looks for dependencies in its
 * own way, only says so when it does not find one, and what it then makes ends when it is opened.
 */
export function requireComplete({ appOutDir, packager }: AfterPackContext): void {
  const archive = join(packager.getResourcesDir(appOutDir), 'app.asar')
  const inside = new Set(listPackage(archive, { isPack: false }).map((file) => file.replaceAll('\\', '/')))
  const lacking = LOADED.filter((name) => !inside.has(`/node_modules/${name}/package.json`))
  if (lacking.length > 0) throw new Error(`The package lacks ${lacking.join(', ')}; is node_modules whole?`)
}
