import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeWorkspaces } from '../../../src-main/workspace/directory.ts'
import { listWorkspaces, openWorkspace, removeWorkspace } from '../../../src-main/workspace/index.ts'
import { keychainOf } from '../../../src-main/workspace/keychain.ts'
import { fileOf, removeFile } from '../../../src-main/workspace/local.ts'
import { type TempDir, tempDir } from '../../servers/index.ts'

describe('a workspace whose data is on this machine', () => {
  let folder: TempDir
  let name = ''
  beforeEach(() => {
    folder = tempDir('removing')
    // The system's keyring, where there is one, is every test's.
    name = `local-${randomUUID().slice(0, 8)}`
    writeWorkspaces(folder.path, [{ name, kind: 'local', person: 'ada@acme.example' }])
  })
  afterEach(async () => {
    removeFile(fileOf(folder.path, name))
    await removeWorkspace(name, folder.path)
    folder.remove()
  })
  const open = async (): Promise<void> => (await openWorkspace({ name, dataDir: folder.path })).close()
  const keychain = () => keychainOf(folder.path)

  it('cannot be removed while its file is there, which nothing would open any more', async () => {
    await open()
    const refused = { code: 'WRONG_STATE', message: expect.stringContaining('--reset') }
    await expect(removeWorkspace(name, folder.path)).rejects.toMatchObject(refused)
    await open()
    expect(listWorkspaces(folder.path).map((w) => w.name)).toEqual([name])
  })

  it('is given no other key when its own is gone; with its own it opens again', async () => {
    await open()
    const key = (await (await keychain()).get(`${name}/store`)) ?? ''
    await (await keychain()).delete(`${name}/store`)
    const lost = { code: 'UNAVAILABLE', data: { what: 'keychain' }, message: expect.stringContaining('key') }
    await expect(open()).rejects.toMatchObject(lost)
    expect(await (await keychain()).get(`${name}/store`)).toBeUndefined()
    await (await keychain()).set(`${name}/store`, key)
    await open()
  })

  it('is forgotten with its key where its file is gone', async () => {
    await open()
    removeFile(fileOf(folder.path, name))
    await removeWorkspace(name, folder.path)
    expect(await (await keychain()).get(`${name}/store`)).toBeUndefined()
    expect(listWorkspaces(folder.path)).toEqual([])
    writeWorkspaces(folder.path, [{ name, kind: 'local', person: 'ada@acme.example' }])
  })
})
