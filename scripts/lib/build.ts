import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

export const ROOT = resolve(import.meta.dirname, '../..')
export const OUT = join(ROOT, 'out')
const STAMP = join(OUT, 'built-at.json')
const SOURCES = [
  'src-main',
  'src-preload',
  'src-renderer',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
]

/** Builds everything into `out/`. Throws with the builder's own words when it fails. */
export async function build(): Promise<void> {
  const started = Date.now()
  rmSync(STAMP, { force: true })
  const cli = join(ROOT, 'node_modules/electron-vite/bin/electron-vite.js')
  const child = spawn(process.execPath, [cli, 'build', '--logLevel', 'warn'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`The build failed:\n${inWords(Buffer.concat(said).toString('utf8'))}`)
  mkdirSync(OUT, { recursive: true })
  writeFileSync(STAMP, `${JSON.stringify({ startedAt: started })}\n`)
}

/** What the builder said, without its colours and its stack. */
const inWords = (said: string): string =>
  stripVTControlCharacters(said)
    .split('\n')
    .filter((line) => !/^ {4}at /.test(line))
    .join('\n')
    .trim()

/** Whether a source was changed since the build that lies in `out/` was started, or there is none. */
export function isBuildStale(): boolean {
  if (!existsSync(STAMP)) return true
  const { startedAt } = JSON.parse(readFileSync(STAMP, 'utf8'))
  return typeof startedAt !== 'number' || SOURCES.some((source) => newest(join(ROOT, source)) > startedAt)
}

function newest(path: string): number {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}
