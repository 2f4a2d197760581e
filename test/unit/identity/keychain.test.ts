import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { keychainOf } from '../../../src-main/workspace/index.ts'
import { type Keyring, startKeyring, type TempDir, tempDir } from '../../servers/index.ts'

const NO_KEYRING = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' }

/** Of each process, so many that without turns some are lost each time. */
const WRITES = 100

describe('the keychain', () => {
  let folder: TempDir
  let file = ''
  // The library that asks the keyring keeps the bus that it found first, so there is one for all tests.
  let keyring: Keyring | undefined
  beforeAll(async () => {
    keyring = await startKeyring()
    Object.assign(process.env, keyring?.env)
  })
  afterAll(() => keyring?.stop())
  beforeEach(() => {
    folder = tempDir('keychain')
    file = join(folder.path, 'secrets.json')
  })
  afterEach(() => folder.remove())
  const inFile = (): unknown => JSON.parse(readFileSync(file, 'utf8'))
  const within = (name: string): string => {
    const dir = join(folder.path, name)
    mkdirSync(dir)
    return dir
  }

  it('moves what a file held before there was a keyring, and leaves no copy in the file', async (test) => {
    if (!keyring) return test.skip('no keyring here')
    writeFileSync(file, JSON.stringify({ 'a/read': 'old-1', 'a/written': 'old-2', 'a/rest': 'old-3' }))
    const keychain = await keychainOf(folder.path)
    expect(keychain.kind).toBe('keyring')
    expect(await keychain.get('a/read')).toBe('old-1')
    await keychain.set('a/written', 'new')
    expect(inFile()).toEqual({ 'a/rest': 'old-3' })
    const again = await keychainOf(folder.path)
    expect([await again.get('a/read'), await again.get('a/written')]).toEqual(['old-1', 'new'])
    for (const account of ['a/read', 'a/written', 'a/rest']) await again.delete(account)
    expect(inFile()).toEqual({})
  })

  it('of two data folders is not the same, and one from before that goes on with what it had', async (test) => {
    if (!keyring) return test.skip('no keyring here')
    const older = within('older')
    writeFileSync(join(older, 'workspaces.json'), '[]')
    const account = `${randomUUID()}/mongodb`
    const { default: keytar } = await import('keytar')
    await keytar.setPassword('castellan', account, 'of the older')
    const [one, two, before] = await Promise.all([within('one'), within('two'), older].map(keychainOf))
    expect([one?.kind, two?.kind, before?.kind]).toEqual(['keyring', 'keyring', 'keyring'])
    expect(await one?.get(account)).toBeUndefined()
    await one?.set(account, 'of one')
    await two?.set(account, 'of two')
    await two?.delete(account)
    const again = await keychainOf(join(folder.path, 'one'))
    expect(await again.get(account)).toBe('of one')
    expect(await before?.get(account)).toBe('of the older')
    for (const keychain of [one, before]) await keychain?.delete(account)
  })

  it('in a file loses nothing where several processes write at once', async () => {
    const script = join(import.meta.dirname, 'keychain-process.ts')
    const env = { ...process.env, ...NO_KEYRING }
    const names = ['a', 'b', 'c']
    const writers = names.map((name) => fork(script, [folder.path, name, `${WRITES}`], { env }))
    await Promise.all(writers.map((writer) => once(writer, 'message')))
    for (const writer of writers) writer.send('go')
    const codes = await Promise.all(writers.map(async (writer) => (await once(writer, 'exit'))[0]))
    expect(codes).toEqual([0, 0, 0])
    const all = inFile()
    for (const name of names)
      for (let n = 0; n < WRITES; n += 1) expect(all).toHaveProperty([`${name}/${n}`], `${n}`)
  })
})
