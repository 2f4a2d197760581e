/** `npm run package`: isolation on both stores, then the package, of one and the same commit. */
import { dirname, join } from 'node:path'
import { ROOT } from '../src-main/hosts/built.ts'
import { build } from './lib/build.ts'
import { requireIsolation } from './lib/isolation-gate.ts'
import { obtainElectron, obtainingOf } from './lib/obtain-electron.ts'
import { pack } from './lib/pack.ts'
import { say } from './lib/say.ts'
import { cleanCommit } from './lib/sources.ts'

const dist = (executable: string): string =>
  process.platform === 'darwin' ? join(executable, '../../../..') : dirname(executable)

try {
  const commit = cleanCommit()
  await requireIsolation('sqlite')
  await requireIsolation('mongodb')
  const electron = await obtainElectron(obtainingOf(ROOT))
  if ('because' in electron)
    throw new Error(
      `Electron's runtime is not there (${electron.because}); ELECTRON_DIST may name its folder.`,
    )
  await build()
  if (cleanCommit() !== commit) throw new Error('The commit has changed meanwhile; nothing is packaged.')
  const { executable, version } = electron.runtime
  await pack({ electronDist: dist(executable), electronVersion: version, output: join(ROOT, 'dist') })
  say(`Packaged ${commit.slice(0, 12)} with Electron ${version} into dist/`)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
