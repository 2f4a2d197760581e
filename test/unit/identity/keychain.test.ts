import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openKeychain } from '../../../src-main/identity/index.ts'
import { startKeyring } from '../../servers/index.ts'

describe('the keychain', () => {
  it('moves what a file held before there was a keyring, and leaves no copy in the file', async (test) => {
    const keyring = await startKeyring()
    if (!keyring) return test.skip('no keyring here')
    Object.assign(process.env, keyring.env)
    const dir = mkdtempSync(join(tmpdir(), 'castellan-keychain-'))
    const file = join(dir, 'secrets.json')
    const inFile = (): unknown => JSON.parse(readFileSync(file, 'utf8'))
    try {
      writeFileSync(file, JSON.stringify({ 'a/read': 'old-1', 'a/written': 'old-2', 'a/rest': 'old-3' }))
      const keychain = await openKeychain(file)
      expect(keychain.kind).toBe('keyring')
      expect(await keychain.get('a/read')).toBe('old-1')
      await keychain.set('a/written', 'new')
      expect(inFile()).toEqual({ 'a/rest': 'old-3' })
      const again = await openKeychain(file)
      expect([await again.get('a/read'), await again.get('a/written')]).toEqual(['old-1', 'new'])
      for (const account of ['a/read', 'a/written', 'a/rest']) await again.delete(account)
      expect(inFile()).toEqual({})
    } finally {
      await keyring.stop()
      rmSync(dir, { recursive: true, force: true })
    }
  })
})
