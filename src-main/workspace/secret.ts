/** Secrets of a workspace that nobody has to remember. */
import { randomBytes } from 'node:crypto'
import type { Keychain } from '../identity/index.ts'
import { alone } from './alone.ts'

/**
 * A 256-bit secret of this workspace, made on first use; hex. Two processes that ask at once get the same one.
 *
 * @param dir the data folder
 * @param mayBeMade throws where there must be one already
 */
export async function secret(
  dir: string,
  keychain: Keychain,
  account: string,
  mayBeMade: () => void = () => undefined,
): Promise<string> {
  const known = await keychain.get(account)
  if (known) return known
  return alone(dir, async () => {
    const meanwhile = await keychain.get(account)
    if (meanwhile) return meanwhile
    mayBeMade()
    const made = randomBytes(32).toString('hex')
    await keychain.set(account, made)
    return made
  })
}
