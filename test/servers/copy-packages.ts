import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { linkTree } from './link-tree.ts'

/**
 * Copies installed packages and everything they depend on from one project's `node_modules` to another's.
 *
 * @param from - the folder of the project that has them installed
 * @param to - the folder of the project that gets them
 * @throws Error when a package that is not optional is not installed
 */
export function copyPackages(from: string, to: string, names: readonly string[]): void {
  const done = new Set<string>()
  const copy = (name: string, optional: boolean): void => {
    if (done.has(name)) return
    done.add(name)
    const source = join(from, 'node_modules', name)
    if (!existsSync(source)) {
      if (optional) return
      throw new Error(`The package ${name} is not installed`)
    }
    linkTree(source, join(to, 'node_modules', name))
    const manifest = readManifest(source)
    const nested = (dependency: string): boolean => existsSync(join(source, 'node_modules', dependency))
    for (const dependency of Object.keys(manifest.dependencies ?? {}))
      if (!nested(dependency)) copy(dependency, false)
    for (const dependency of Object.keys(manifest.optionalDependencies ?? {})) copy(dependency, true)
  }
  for (const name of names) copy(name, false)
}

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

function readManifest(dir: string): Manifest {
  return JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'))
}
