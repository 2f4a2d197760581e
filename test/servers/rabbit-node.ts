import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort } from './free-port.ts'

/** What a broker node is told, and where it keeps everything. */
export interface RabbitNode {
  readonly port: number
  readonly managementPort?: number
  readonly epmdPort: number
  readonly env: NodeJS.ProcessEnv
}

/**
 * Writes the settings of a broker that listens on 127.0.0.1 only and keeps everything under `dir`, apart from any
 * broker that the machine may have.
 */
export async function describeNode(dir: string, management: boolean): Promise<RabbitNode> {
  const [port, epmdPort, distPort] = [await freePort(), await freePort(), await freePort()]
  const managementPort = management ? await freePort() : undefined
  const at = (name: string): string => join(dir, name)
  await mkdir(at('log'), { recursive: true })
  await writeFile(at('plugins'), management ? '[rabbitmq_management].' : '[].')
  await writeFile(at('env.conf'), '')
  await writeFile(at('rabbitmq.conf'), settings(port, managementPort))
  return {
    port,
    managementPort,
    epmdPort,
    env: {
      PATH: process.env['PATH'],
      LANG: 'C.UTF-8',
      HOME: dir,
      ERL_EPMD_PORT: String(epmdPort),
      RABBITMQ_NODENAME: `castellan-${port}@localhost`,
      RABBITMQ_DIST_PORT: String(distPort),
      RABBITMQ_MNESIA_BASE: at('mnesia'),
      RABBITMQ_LOG_BASE: at('log'),
      RABBITMQ_PID_FILE: at('pid'),
      RABBITMQ_CONF_ENV_FILE: at('env.conf'),
      RABBITMQ_CONFIG_FILE: at('rabbitmq'),
      RABBITMQ_ADVANCED_CONFIG_FILE: at('advanced'),
      RABBITMQ_ENABLED_PLUGINS_FILE: at('plugins'),
      RABBITMQ_GENERATED_CONFIG_DIR: at('generated'),
      // No busy waiting: two cores are shared with the tests.
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS:
        '+S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none -kernel inet_dist_use_interface {127,0,0,1}',
      // The script then becomes the broker, so that its process id is the one to stop.
      RUNNING_UNDER_SYSTEMD: '1',
    },
  }
}

function settings(port: number, managementPort: number | undefined): string {
  const lines = [
    `listeners.tcp.local = 127.0.0.1:${port}`,
    'disk_free_limit.absolute = 50MB',
    'vm_memory_high_watermark.absolute = 1GB',
    'log.file.level = warning',
  ]
  if (managementPort) lines.push('management.tcp.ip = 127.0.0.1', `management.tcp.port = ${managementPort}`)
  return `${lines.join('\n')}\n`
}
