/**
 * Where secrets live: the system's keyring. Where none answers (a server without a desktop), a file
 * that only its owner may read, and the doctor says so plainly.
 */
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { CastellanError } from '../../src-preload/contract/errors.ts'

export interface Keychain {
  /** `keyring`: the system's; `file`: the fallback. */
  readonly kind: 'keyring' | 'file'
  get(account: string): Promise<string | undefined>
  set(account: string, secret: string): Promise<void>
  delete(account: string): Promise<void>
}

const SERVICE = 'castellan'
const secrets = z.record(z.string(), z.string())
/** A keyring that is locked waits for a person; a console without one must not wait for ever. */
const PATIENCE_MS = 3000

const within = <R>(work: Promise<R>): Promise<R> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The keyring does not answer.')), PATIENCE_MS)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

export interface KeychainParts {
  /** The fallback's path; what looks into it throws `UNAVAILABLE` where it cannot be read. */
  readonly file: string
  /** Before each account in the keyring, which is the same for all data folders of a user. */
  readonly prefix: string
  /** Does what reads and writes the file while no other process does. */
  readonly exclusively: (step: () => Promise<void>) => Promise<void>
}

/** Opens the keyring, or the fallback file where none answers. */
export async function openKeychain({ file, prefix, exclusively }: KeychainParts): Promise<Keychain> {
  const fallback = fileKeychain(file, exclusively)
  try {
    const loaded = await import('keytar')
    const keytar = 'default' in loaded ? (loaded.default as typeof loaded) : loaded
    await within(keytar.getPassword(SERVICE, 'probe'))
    const set = async (account: string, secret: string): Promise<void> => {
      await within(keytar.setPassword(SERVICE, prefix + account, secret))
      await fallback.delete(account)
    }
    return {
      kind: 'keyring',
      get: async (account) => {
        const kept = await within(keytar.getPassword(SERVICE, prefix + account))
        if (kept !== null) return kept
        // Kept in the file before a keyring was there: it moves, so that the file does not go on holding it.
        const plain = await fallback.get(account)
        if (plain !== undefined) await set(account, plain)
        return plain
      },
      set,
      delete: async (account) => {
        await within(keytar.deletePassword(SERVICE, prefix + account))
        await fallback.delete(account)
      },
    }
  } catch {
    return fallback
  }
}

function fileKeychain(file: string, exclusively: KeychainParts['exclusively']): Keychain {
  const read = (): { [account: string]: string } => {
    if (!existsSync(file)) return {}
    try {
      return secrets.parse(JSON.parse(readFileSync(file, 'utf8')))
    } catch {
      // What a parser says quotes what it read.
      throw new CastellanError(
        'UNAVAILABLE',
        `The secrets of this machine's workspaces cannot be read: ${file} is no file of ours, or not this user's.`,
        { what: 'keychain' },
      )
    }
  }
  const write = (all: { [account: string]: string }): void => {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    writeFileSync(`${file}.new`, JSON.stringify(all), { mode: 0o600 })
    chmodSync(`${file}.new`, 0o600)
    renameSync(`${file}.new`, file)
  }
  return {
    kind: 'file',
    get: async (account) => read()[account],
    set: (account, secret) => exclusively(async () => write({ ...read(), [account]: secret })),
    delete: async (account) => {
      if (read()[account] === undefined) return
      await exclusively(async () => {
        const { [account]: _gone, ...rest } = read()
        write(rest)
      })
    },
  }
}
