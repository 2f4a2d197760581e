import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { aptInstall } from './apt.ts'
import { startChild } from './child.ts'
import { missing, reasonOf, say } from './say.ts'
import { startSessionBus } from './session-bus.ts'
import { tempDir } from './temp-dir.ts'
import { untilReady } from './until-ready.ts'
import { which } from './which.ts'

// Says that the session bus is one that the tests started, not the desktop's.
const SHARED = 'CASTELLAN_TEST_KEYRING'
const READY_MS = 15_000
// Opens a keyring that lives as long as the run, in a folder of its own.
const PASSWORD = 'test keyring'
const LIBRARY = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib']

/** An unlocked keyring and the variables under which a process finds it. */
export interface Keyring {
  readonly env: Readonly<Record<string, string>>
  stop(): Promise<void>
}

/**
 * An unlocked keyring on a message bus of its own; the system's own keychain where that is not Linux.
 *
 * On Linux a desktop's keyring is never used, because tests must not write into a person's keyring.
 *
 * @returns undefined where there is none and CI is not set
 */
export async function startKeyring(): Promise<Keyring | undefined> {
  if (process.platform !== 'linux') return { env: {}, stop: async () => undefined }
  const shared = process.env[SHARED]
  if (shared) return { env: addresses(shared), stop: async () => undefined }
  const programs = await findPrograms()
  if (!programs) return undefined

  const temp = tempDir('keyring')
  // Both the user of the tests and that of the windows must reach the socket; the data stays closed.
  chmodSync(temp.path, 0o711)
  const home = join(temp.path, 'data')
  mkdirSync(home, { mode: 0o700 })
  const bus = await startSessionBus(programs.bus, temp.path)
  const env = addresses(bus.address)
  const words = ['--foreground', '--unlock', '--components=secrets', `--control-directory=${home}`]
  const own = {
    XDG_DATA_HOME: home,
    XDG_RUNTIME_DIR: home,
    XDG_CACHE_HOME: home,
    XDG_CONFIG_HOME: home,
    HOME: home,
  }
  const child = await startChild(programs.keyring, words, {
    env: { ...process.env, ...env, ...own },
    log: join(temp.path, 'keyring.log'),
    input: PASSWORD,
  })
  await untilReady('gnome-keyring', child, READY_MS, () => {
    if (!existsSync(join(home, 'keyrings', 'login.keyring'))) throw new Error('no keyring yet')
  })
  say('keyring', 'unlocked')
  return {
    env,
    async stop() {
      await child.stop()
      await bus.stop()
      temp.remove()
    },
  }
}

function addresses(bus: string): Readonly<Record<string, string>> {
  return { DBUS_SESSION_BUS_ADDRESS: bus, [SHARED]: bus }
}

async function findPrograms(): Promise<{ bus: string; keyring: string } | undefined> {
  const look = (): { bus: string; keyring: string } | undefined => {
    const [bus, keyring] = [which('dbus-daemon'), which('gnome-keyring-daemon')]
    const library = LIBRARY.some((dir) => existsSync(join(dir, 'libsecret-1.so.0')))
    return bus && keyring && library ? { bus, keyring } : undefined
  }
  const installed = look()
  if (installed) return installed
  try {
    await aptInstall('keyring', ['dbus', 'gnome-keyring', 'libsecret-1-0'])
  } catch (error) {
    return missing('keyring', [reasonOf(error), 'install dbus, gnome-keyring and libsecret-1-0'])
  }
  return look() ?? missing('keyring', ['its packages brought no gnome-keyring-daemon'])
}
