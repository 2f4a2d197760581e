import { dirname, join } from 'node:path'
import { greetBroker } from './amqp-greeting.ts'
import { type Child, startChild } from './child.ts'
import { describeNode } from './rabbit-node.ts'
import { findRabbit } from './rabbitmq-server.ts'
import { run } from './run.ts'
import { say } from './say.ts'
import { tempDir } from './temp-dir.ts'
import { untilReady } from './until-ready.ts'

const READY_MS = 90_000
const STOP_MS = 30_000
const ANSWER_MS = 2_000

/** A running broker. */
export interface RabbitServer {
  readonly url: string
  /** Where the management interface answers, when it was asked for. */
  readonly management?: string
  /** Ends it and removes its data; nothing happens to a broker that was running before. */
  stop(): Promise<void>
  /** SIGKILL, as a crash would do; queues and messages on disk stay. */
  kill(): Promise<void>
  /** Starts it again over the same data and port and waits until it answers. */
  restart(): Promise<void>
  /** Runs rabbitmqctl against this broker and answers what it printed. */
  control(...args: readonly string[]): Promise<string>
}

/** Parts that cost time to start and that few tests need. */
export interface RabbitOptions {
  readonly management?: boolean
}

/**
 * Starts a broker on a free port of 127.0.0.1, or answers the one that AMQP_URL names.
 *
 * @returns undefined where there is no RabbitMQ and CI is not set
 */
export async function startRabbit(options: RabbitOptions = {}): Promise<RabbitServer | undefined> {
  const given = process.env['AMQP_URL']
  if (given) return foreign(given)
  const programs = await findRabbit()
  if (!programs) return undefined

  const temp = tempDir('rabbit')
  const node = await describeNode(temp.path, options.management === true)
  const management = node.managementPort ? `http://127.0.0.1:${node.managementPort}` : undefined
  const log = join(temp.path, 'output.log')
  // A port mapper of our own, because the one that a broker starts by itself would outlive it.
  const epmdWords = ['-address', '127.0.0.1', '-port', String(node.epmdPort)]
  const epmd = await startChild(programs.epmd, epmdWords, { env: node.env, cwd: temp.path, log })
  const launch = async (): Promise<Child> => {
    const child = await startChild(programs.server, [], { env: node.env, cwd: temp.path, log })
    await untilReady('RabbitMQ', child, READY_MS, async () => {
      await greetBroker(node.port)
      // Its interface says that it knows nobody, and by that that it is there.
      if (management) await fetch(`${management}/api/whoami`, { signal: AbortSignal.timeout(ANSWER_MS) })
    })
    return child
  }
  say('rabbitmq', 'starting')
  let child = await launch()
  const control = (...args: readonly string[]): Promise<string> =>
    run(join(dirname(programs.server), 'rabbitmqctl'), args, { env: node.env })
  say('rabbitmq', `ready on port ${node.port}`)
  return {
    url: `amqp://guest:guest@127.0.0.1:${node.port}`,
    ...(management ? { management } : {}),
    async stop() {
      await child.stop(STOP_MS)
      await epmd.stop()
      temp.remove()
    },
    kill: () => child.kill(),
    async restart() {
      await child.stop(STOP_MS)
      child = await launch()
    },
    control,
  }
}

function foreign(url: string): RabbitServer {
  const refuse = async (): Promise<never> => {
    throw new Error('AMQP_URL names a broker that the tests did not start and will not touch')
  }
  return { url, stop: async () => undefined, kill: refuse, restart: refuse, control: refuse }
}
