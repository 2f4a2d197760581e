/** The file of a local workspace, and its key: without the one, the other is of no use. */
import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { CastellanError } from '../../src-preload/contract/errors.ts'
import type { Keychain } from '../identity/index.ts'
import { secret } from './secret.ts'

export const fileOf = (dir: string, name: string): string => join(dir, `${name}.db`)

/** Whether anything is in it: a new file is empty before it is opened. */
export const holdsData = (file: string): boolean => (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0

/** With what SQLite keeps beside it. */
export function removeFile(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true })
}

/** The key of the workspace's file, made for a new one. Throws `UNAVAILABLE` where the file is there and its key is not. */
export const keyOf = (dir: string, keychain: Keychain, name: string): Promise<string> =>
  secret(dir, keychain, `${name}/store`, () => {
    if (holdsData(fileOf(dir, name)))
      throw new CastellanError(
        'UNAVAILABLE',
        `The key of the workspace ${name} is not in the keychain of this machine, and nothing else opens its file. ` +
          'Put it back there; the sample can also be restored: start with --reset.',
        { what: 'keychain' },
      )
  })
