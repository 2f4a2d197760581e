/** Secrets of a workspace that nobody has to remember. */
import { randomBytes } from 'node:crypto'
import type { Keychain } from '../identity/index.ts'

/** A 256-bit secret of this workspace, made on first use; hex. */
export async function secret(keychain: Keychain, account: string): Promise<string> {
  const known = await keychain.get(account)
  if (known) return known
  const made = randomBytes(32).toString('hex')
  await keychain.set(account, made)
  return made
}
