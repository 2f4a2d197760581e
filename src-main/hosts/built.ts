/**
 * The core as `npm run build` put it into a few files: to find and read hundreds of sources is half of what a short command
 * takes. They are the same sources; where one is newer than the build, the sources themselves are run.
 */
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'

/** The project's folder, seen from here and from `out/main`, where what is built has this line too. */
export const ROOT = resolve(import.meta.dirname, '../..')
export const OUT = join(ROOT, 'out')
/** Says when the build was started; there is none while one runs. */
const STAMP = 'out/built-at.json'
/** What the core is made from. */
export const CORE = [
  'src-main',
  'src-preload',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
]

/** Notes a build that was made from what there was at `startedAt`, in milliseconds since 1970; null that one has begun. */
export function stampBuild(startedAt: number | null, root = ROOT): void {
  rmSync(join(root, STAMP), { force: true })
  if (startedAt !== null) writeFileSync(join(root, STAMP), `${JSON.stringify({ startedAt })}\n`)
}

/** Whether one of these was changed since the build that lies in `out/` was started, or there is none. */
export function isNewerThanBuild(sources: readonly string[], root = ROOT): boolean {
  const startedAt = stamped(root)
  return startedAt === undefined || sources.some((source) => newest(join(root, source)) > startedAt)
}

function stamped(root: string): number | undefined {
  try {
    const { startedAt } = JSON.parse(readFileSync(join(root, STAMP), 'utf8'))
    return typeof startedAt === 'number' ? startedAt : undefined
  } catch {
    return undefined
  }
}

function newest(path: string): number {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}

/** What an entry of the build exports; undefined where it is older than its sources. */
export function built<M>(entry: 'cli' | 'serve', root = ROOT): M | undefined {
  if (isNewerThanBuild(CORE, root)) return undefined
  return createRequire(import.meta.url)(join(root, 'out/main', `${entry}.cjs`))
}
