import { existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withLock } from './lock.ts'
import { type RunOptions, run } from './run.ts'
import { say } from './say.ts'
import { which } from './which.ts'

const POLICY = '/usr/sbin/policy-rc.d'
const MINUTES_10 = 600_000

/** True when packages can be installed here: Debian's tools and the right to use them. */
export function canInstall(): boolean {
  return process.getuid?.() === 0 && which('apt-get') !== undefined
}

interface Wish {
  readonly what: string
  readonly packages: readonly string[]
  readonly granted: () => void
  readonly refused: (error: unknown) => void
}

const wishes: Wish[] = []
let granting = Promise.resolve()
let listsAreNew = false

/**
 * Installs Debian packages without starting the services that they bring. What is asked for while the lists of packages are
 * read, or while others are installed, is installed together: each call of apt-get costs seconds of its own.
 *
 * @throws Error when this is not root on a Debian, or apt-get fails
 */
export async function aptInstall(what: string, packages: readonly string[]): Promise<void> {
  if (!canInstall()) throw new Error(`apt-get install ${packages.join(' ')} needs root on Debian or Ubuntu`)
  await new Promise<void>((granted, refused) => {
    wishes.push({ what, packages, granted, refused })
    granting = granting.then(grantAll)
  })
}

async function grantAll(): Promise<void> {
  if (wishes.length === 0) return
  // One lock for the whole machine: apt's own lists lock fails at once instead of waiting.
  await withLock(join(tmpdir(), 'castellan-apt.lock'), grantTogether).catch((error: unknown) => {
    for (const { refused } of wishes.splice(0)) refused(error)
  })
}

async function grantTogether(): Promise<void> {
  if (!listsAreNew) {
    say('apt', 'apt-get update')
    await run('apt-get', ['-qq', 'update'], apt())
    listsAreNew = true
  }
  const together = wishes.splice(0)
  try {
    await install(together)
    for (const { granted } of together) granted()
  } catch {
    // One that cannot be had takes nothing from the others.
    for (const wish of together) await install([wish]).then(wish.granted, wish.refused)
  }
}

async function install(wanted: readonly Wish[]): Promise<void> {
  const packages = wanted.flatMap((wish) => wish.packages)
  say(wanted.map(({ what }) => what).join(', '), `apt-get install ${packages.join(' ')}`)
  await withoutServices(() =>
    run('apt-get', [...APT_OPTIONS, 'install', '-y', '--no-install-recommends', ...packages], apt()),
  )
}

const apt = (): RunOptions => ({
  env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  timeout: MINUTES_10,
})

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
