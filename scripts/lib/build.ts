import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { CORE, isNewerThanBuild, ROOT, stampBuild } from '../../src-main/hosts/built.ts'

/** Builds everything into `out/`. Throws with the builder's own words when it fails. */
export async function build(): Promise<void> {
  const started = Date.now()
  stampBuild(null)
  const cli = join(ROOT, 'node_modules/electron-vite/bin/electron-vite.js')
  const child = spawn(process.execPath, [cli, 'build', '--logLevel', 'warn'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`The build failed:\n${inWords(Buffer.concat(said).toString('utf8'))}`)
  stampBuild(started)
}

/** What the builder said, without its colours and its stack. */
const inWords = (said: string): string =>
  stripVTControlCharacters(said)
    .split('\n')
    .filter((line) => !/^ {4}at /.test(line))
    .join('\n')
    .trim()

/** Whether a source was changed since the build that lies in `out/` was started, or there is none. */
export const isBuildStale = (): boolean => isNewerThanBuild([...CORE, 'src-renderer'])
