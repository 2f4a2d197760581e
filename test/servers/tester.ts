import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { which } from './which.ts'

const NAME = 'castellan-test'

/** The unprivileged user that windows and keyrings run as when the tests themselves run as root. */
export interface Tester {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/**
 * The unprivileged test user, made when it does not exist yet; undefined when this is not root on Linux, where
 * everything simply runs as the current user.
 *
 * Root cannot do: Chromium refuses its sandbox to root, and the window would be tried without it.
 *
 * @throws Error when the user cannot be made
 */
export function tester(): Tester | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined
  return find() ?? make()
}

function find(): Tester | undefined {
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [name, , uid, gid] = line.split(':')
    if (name === NAME) return { name, uid: Number(uid), gid: Number(gid) }
  }
  return undefined
}

function make(): Tester {
  const useradd = which('useradd')
  if (!useradd) throw new Error(`useradd is needed to make the user ${NAME}`)
  const words = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent', NAME]
  const result = spawnSync(useradd, words, { encoding: 'utf8' })
  // Two runs may have made it at once; what counts is that it exists.
  const user = find()
  if (!user) throw new Error(`useradd ${NAME} failed: ${result.stderr}`)
  return user
}
