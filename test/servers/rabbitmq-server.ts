import { aptInstall } from './apt.ts'
import { missing, reasonOf } from './say.ts'
import { isExecutable, which } from './which.ts'

// Debian's command on PATH is a wrapper that insists on its own user; the script behind it runs as anybody.
const UNWRAPPED = '/usr/lib/rabbitmq/bin/rabbitmq-server'

/** The programs that a broker needs. */
export interface RabbitPrograms {
  readonly server: string
  /** Erlang's port mapper, which brokers need to be spoken to by rabbitmqctl. */
  readonly epmd: string
}

/**
 * RabbitMQ's start script: the one installed, or Debian's package.
 *
 * @returns undefined where there is none and CI is not set
 */
export async function findRabbit(): Promise<RabbitPrograms | undefined> {
  const installed = look()
  if (installed) return installed
  try {
    await aptInstall('rabbitmq', ['rabbitmq-server'])
  } catch (error) {
    return missing('RabbitMQ', [reasonOf(error), 'set AMQP_URL to a broker'])
  }
  return look() ?? missing('RabbitMQ', ['its package brought no rabbitmq-server'])
}

function look(): RabbitPrograms | undefined {
  const server = isExecutable(UNWRAPPED) ? UNWRAPPED : which('rabbitmq-server')
  const epmd = which('epmd')
  return server && epmd ? { server, epmd } : undefined
}
