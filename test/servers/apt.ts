import { existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withLock } from './lock.ts'
import { run } from './run.ts'
import { say } from './say.ts'
import { which } from './which.ts'

const POLICY = '/usr/sbin/policy-rc.d'
const MINUTES_10 = 600_000

/** True when packages can be installed here: Debian's tools and the right to use them. */
export function canInstall(): boolean {
  return process.getuid?.() === 0 && which('apt-get') !== undefined
}

/**
 * Installs Debian packages without starting the services that they bring.
 *
 * @throws Error when this is not root on a Debian, or apt-get fails
 */
export async function aptInstall(what: string, packages: readonly string[]): Promise<void> {
  if (!canInstall()) throw new Error(`apt-get install ${packages.join(' ')} needs root on Debian or Ubuntu`)
  // One lock for the whole machine: apt's own lists lock fails at once instead of waiting.
  await withLock(join(tmpdir(), 'castellan-apt.lock'), async () => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const options = { env, timeout: MINUTES_10 }
    say(what, 'apt-get update')
    await run('apt-get', ['-qq', 'update'], options)
    say(what, `apt-get install ${packages.join(' ')}`)
    await withoutServices(() =>
      run('apt-get', [...APT_OPTIONS, 'install', '-y', '--no-install-recommends', ...packages], options),
    )
  })
}

const APT_OPTIONS = ['-qq', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Dpkg::Use-Pty=0']

/** Debian's way to say "install, but start nothing"; a policy that is there already stays as it is. */
async function withoutServices<T>(work: () => Promise<T>): Promise<T> {
  if (existsSync(POLICY)) return work()
  await writeFile(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    return await work()
  } finally {
    await rm(POLICY, { force: true })
  }
}
