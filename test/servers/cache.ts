import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { withLock } from './lock.ts'

/** Where obtained runtimes are kept: outside the clone, so that a fresh clone finds them again. */
export function cacheDir(): string {
  const xdg = process.env['XDG_CACHE_HOME']
  return process.env['CASTELLAN_CACHE'] ?? join(xdg || join(homedir(), '.cache'), 'castellan')
}

/**
 * The folder `name` of the cache, made by `build` when it is not there yet.
 *
 * `build` fills a temporary folder that is renamed when it is complete: an interrupted run leaves no half
 * runtime behind, and of two runs at once one builds and the other waits.
 */
export async function obtainOnce(name: string, build: (dir: string) => Promise<void>): Promise<string> {
  const root = cacheDir()
  const target = join(root, name)
  if (existsSync(target)) return target
  await mkdir(root, { recursive: true })
  return withLock(join(root, `${name}.lock`), async () => {
    if (existsSync(target)) return target
    const draft = await mkdtemp(join(root, `${name}.part-`))
    try {
      await build(draft)
      await rename(draft, target)
    } finally {
      await rm(draft, { recursive: true, force: true })
    }
    return target
  })
}
