/** What `npm start` does: builds what is stale and opens the console with what this machine has: Electron, a browser, or an address. */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { built, OUT, ROOT } from '../../src-main/hosts/built.ts'
import { displayState } from '../../src-main/hosts/machine/index.ts'
import { SAMPLE_WORKSPACE } from '../../src-preload/contract/sample-workspace.ts'
import { build, isBuildStale } from './build.ts'
import { obtainElectron, obtainingOf } from './obtain-electron.ts'
import { EXIT_NO_WORKSPACE, openElectron } from './open-electron.ts'
import { say } from './say.ts'

type Serve = typeof import('../../src-main/hosts/loopback/serve-console.ts')

const USAGE = 'Usage: npm start -- [--workspace NAME] [--reset] [--no-open] [--no-relay]'

function flags() {
  try {
    return parseArgs({
      options: {
        workspace: { type: 'string', default: SAMPLE_WORKSPACE },
        reset: { type: 'boolean', default: false },
        'no-open': { type: 'boolean', default: false },
        'no-relay': { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    say(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`)
    process.exit(2)
  }
}

const { workspace, reset, 'no-open': noOpen, 'no-relay': noRelay } = flags()
const opening = { workspace, reset, relay: !noRelay }

/** Opens the window where that is possible. Returns why not, or `null` when it was open and is closed now. */
async function inWindow(): Promise<string | null> {
  // As root Chromium runs only without its sandbox, and the console does not run without it.
  if (process.getuid?.() === 0) return 'Electron needs an unprivileged user, and this is root'
  const obtained = await obtainElectron(obtainingOf(ROOT))
  if ('because' in obtained) return `Electron's runtime is not there (${obtained.because})`
  const ended = await openElectron(obtained.runtime, opening)
  if (ended === EXIT_NO_WORKSPACE) process.exitCode = 1
  if (ended === 0 || ended === EXIT_NO_WORKSPACE || ended === 'SIGINT' || ended === 'SIGTERM') return null
  return `Electron ended with ${ended}`
}

/** Serves it to a browser, or to whoever opens the address. */
async function served(show: 'open' | 'print'): Promise<void> {
  const { serveConsole } =
    built<Serve>('serve') ?? (await import('../../src-main/hosts/loopback/serve-console.ts'))
  await serveConsole({ ...opening, show, folder: join(OUT, 'renderer'), say })
}

// Whoever read what is said here is gone, and with them the one who could stop it.
process.stdout.once('error', () => process.kill(process.pid, 'SIGTERM'))

try {
  if (isBuildStale()) {
    say('Building the console (its sources are newer than the last build)')
    await build()
  }
  const display = displayState()
  if (noOpen || !display.there) await served('print')
  else {
    const because = await inWindow()
    if (because !== null) {
      say(`${because}; the same console opens in your browser.`)
      await served('open')
    }
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
