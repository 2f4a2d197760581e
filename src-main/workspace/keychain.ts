/** The keychain of a data folder. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Keychain, openKeychain } from '../identity/index.ts'
import { alone } from './alone.ts'

/** Of two data folders of one user, each has its own secrets, also for workspaces of the same name. */
export async function keychainOf(dir: string): Promise<Keychain> {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const exclusively = (step: () => Promise<void>): Promise<void> => alone(dir, step, 'secrets')
  const mark = join(dir, 'keychain-prefix')
  if (!existsSync(mark))
    await exclusively(async () => {
      if (!existsSync(mark)) makeMark(mark, dir)
    })
  return openKeychain({
    file: join(dir, 'secrets.json'),
    prefix: readFileSync(mark, 'utf8'),
    exclusively,
  })
}

/** A folder that had workspaces before it had a mark goes on without: its secrets are under their plain names. */
function makeMark(mark: string, dir: string): void {
  const isOlder = ['workspaces.json', 'sample.db'].some((name) => existsSync(join(dir, name)))
  writeFileSync(`${mark}.new`, isOlder ? '' : `${randomBytes(8).toString('hex')}/`, { mode: 0o600 })
  renameSync(`${mark}.new`, mark)
}
