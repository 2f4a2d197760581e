import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Store } from '../../../src-main/store/index.ts'
import { COLLECTIONS } from '../../../src-main/store/records/index.ts'
import { openSqlite } from '../../../src-main/store/sqlite/index.ts'
import { foundPlatform, inUnit } from '../../../src-main/workspace/founding.ts'
import { openWorkspace, SAMPLE } from '../../../src-main/workspace/index.ts'
import { keychainOf } from '../../../src-main/workspace/keychain.ts'
import { keyOf } from '../../../src-main/workspace/local.ts'
import { secret } from '../../../src-main/workspace/secret.ts'
import { type TempDir, tempDir } from '../../servers/index.ts'

const WHOLE = { slugs: ['harbor', 'northwind'], waiting: 2 }
const ENTRY = new URL('../../../src-main/workspace/index.ts', import.meta.url).href

describe('the first start of the sample', () => {
  let folder: TempDir
  beforeEach(() => {
    folder = tempDir('first')
  })
  afterEach(() => folder.remove())
  /** A start in a process of its own, which says what the sample's organizations are. */
  const start = (): ChildProcess & { said: string } => {
    const script = `
      import { openWorkspace } from ${JSON.stringify(ENTRY)}
      const w = await openWorkspace({ name: 'sample', dataDir: ${JSON.stringify(folder.path)} })
      const session = await w.api.newSession({ host: 'test', as: w.person })
      console.log(JSON.stringify(await w.api.call(session, ['session', 'contexts'])))
      await w.close()`
    const child = Object.assign(spawn(process.execPath, ['--input-type=module', '-e', script]), { said: '' })
    child.stdout.on('data', (text) => (child.said += text))
    child.stderr.on('data', (text) => (child.said += text))
    return child
  }
  /** The organizations, which come first, and how many approvals wait, which come last. */
  const opened = async (reset = false) => {
    const w = await openWorkspace({ name: SAMPLE, dataDir: folder.path, reset })
    try {
      const session = await w.api.newSession({ host: 'test', as: w.person })
      const found = (await w.api.call(session, ['session', 'contexts'], undefined)) as {
        readonly slug: string
      }[]
      const slugs = found.map((c) => c.slug).filter((slug) => !slug.startsWith('personal'))
      return { slugs, ...((await w.api.call(session, ['approvals', 'count'], undefined)) as object) }
    } finally {
      await w.close()
    }
  }
  const size = (name: string): number =>
    statSync(join(folder.path, name), { throwIfNoEntry: false })?.size ?? 0

  it.each([
    ['when its file is there', 'sample.db', 1],
    ['when it begins to be written', 'sample.db-wal', 1],
    ['when a part of it is written', 'sample.db-wal', 600_000],
    ['when most of it is written', 'sample.db-wal', 1_200_000],
    ['when nearly all of it is written', 'sample.db-wal', 2_400_000],
  ])('killed %s, the next one has the sample all the same', async (_, file, bytes) => {
    const child = start()
    while (size(file) < bytes && child.exitCode === null) await sleep(1)
    if (child.exitCode === null) {
      child.kill('SIGKILL')
      await once(child, 'close')
    }
    expect(await opened()).toMatchObject(WHOLE)
  })

  it('and another in the same moment both have one and the same sample', async () => {
    const children = [start(), start(), start()]
    await Promise.all(children.map((child) => once(child, 'close')))
    const [first, ...others] = children.map((child) => child.said)
    expect(first).toMatch(/^\[.*"northwind"/)
    expect(others).toEqual([first, first])
    expect(await opened()).toMatchObject(WHOLE)
    // Its secrets are its own: the same names in another folder's keychain are others.
    expect(readFileSync(join(folder.path, 'keychain-prefix'), 'utf8')).toMatch(/^[0-9a-f]{16}\/$/)
  })

  it('a sample that was left half made says how it is restored, and is', async () => {
    const keychain = await keychainOf(folder.path)
    const key = await keyOf(folder.path, keychain, SAMPLE)
    const adapter = await openSqlite({ file: join(folder.path, 'sample.db'), key })
    await adapter.prepare(COLLECTIONS)
    const cursorKey = Buffer.from(await secret(folder.path, keychain, `${SAMPLE}/cursor`), 'hex')
    const store = new Store(adapter, { cursorKey, now: () => new Date(), newId: () => v7() })
    await inUnit(store, (work) => foundPlatform(work, 'olivia.reyes@platform.example', 'Olivia Reyes'))
    await adapter.close()
    const half = { code: 'WRONG_STATE', message: expect.stringContaining('--reset') }
    await expect(opened()).rejects.toMatchObject(half)
    await expect(opened()).rejects.toMatchObject(half)
    expect(await opened(true)).toMatchObject(WHOLE)
  })
})
