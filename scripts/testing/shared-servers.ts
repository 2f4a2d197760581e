import {
  findChromium,
  findElectron,
  hasChineseFont,
  startDisplay,
  startKeyring,
  startMongo,
  startRabbit,
} from '../../test/servers/index.ts'
import { reasonOf } from '../../test/servers/say.ts'
import type { Counts } from './counts.ts'

/** What a stage may need to be there before it starts. */
export type Need = 'mongodb' | 'rabbitmq' | 'chromium' | 'electron' | 'display' | 'keyring' | 'font'

type Env = Readonly<Record<string, string>>

interface Provided {
  readonly env: Env
  readonly stop?: () => Promise<void>
}

/** The servers of one whole run. */
export interface SharedServers {
  /** The variables under which the stages find them. */
  readonly env: Env
  readonly counts: Counts
  /** How long obtaining and starting took. */
  readonly milliseconds: number
  readonly failures: readonly string[]
  readonly absent: ReadonlySet<Need>
  stop(): Promise<void>
}

const PROVIDERS: Readonly<Record<Need, () => Promise<Provided | undefined>>> = {
  async mongodb() {
    const mongo = await startMongo()
    return mongo && { env: { CASTELLAN_TEST_MONGODB: mongo.uri }, stop: mongo.stop }
  },
  async rabbitmq() {
    const rabbit = await startRabbit({ management: true })
    if (!rabbit) return undefined
    const { url, management, stop } = rabbit
    const env = { CASTELLAN_TEST_AMQP: url }
    return { env: management ? { ...env, CASTELLAN_TEST_RABBIT_MANAGEMENT: management } : env, stop }
  },
  async chromium() {
    const found = await findChromium()
    return found && { env: { CASTELLAN_TEST_CHROMIUM: found.executablePath } }
  },
  async electron() {
    const found = await findElectron()
    return found && { env: { CASTELLAN_TEST_ELECTRON: found.dir } }
  },
  async display() {
    const display = await startDisplay()
    return display && { env: displayEnv(display.name), stop: display.stop }
  },
  async keyring() {
    const keyring = await startKeyring()
    return keyring && { env: keyring.env, stop: keyring.stop }
  },
  async font() {
    return (await hasChineseFont()) ? { env: {} } : undefined
  },
}

function displayEnv(name: string): Env {
  return name ? { DISPLAY: name } : {}
}

/** Obtains and starts all that is needed, at the same time; what fails is told, not thrown. */
export async function startShared(needs: ReadonlySet<Need>): Promise<SharedServers> {
  const started = performance.now()
  const provided: Provided[] = []
  const failures: string[] = []
  const absent = new Set<Need>()
  const provide = async (need: Need): Promise<void> => {
    const one = await PROVIDERS[need]().catch(
      (error: unknown) => void failures.push(`${need}: ${reasonOf(error)}`),
    )
    if (one) provided.push(one)
    else absent.add(need)
  }
  await Promise.all([...needs].map(provide))
  const skipped = absent.size - failures.length
  return {
    env: Object.assign({}, ...provided.map((one) => one.env)),
    counts: { passed: provided.length, failed: failures.length, skipped },
    milliseconds: performance.now() - started,
    failures,
    absent,
    async stop() {
      await Promise.allSettled(provided.map((one) => one.stop?.()))
    },
  }
}
