/** Health and metrics over HTTP, on this machine only. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CastellanError } from '../../../src-preload/contract/errors.ts'
import { VERSION } from '../../workspace/index.ts'
import { metricsOf } from './metrics.ts'
import { type AgentStanding, isHealthy, lagOf } from './standing.ts'

export interface StandingServer {
  readonly address: string
  close(): Promise<void>
}

/** Throws `UNAVAILABLE` where the port is taken. */
export async function serveStanding(
  port: number,
  ask: () => Promise<AgentStanding>,
): Promise<StandingServer> {
  const server = createServer((request, response) => {
    answer(request, response, ask).catch(() => {
      if (response.headersSent) response.destroy()
      else send(response, 500, 'text/plain', 'Something went wrong.\n')
    })
  })
  server.listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch {
    throw new CastellanError('UNAVAILABLE', `The port ${port} is taken. Choose another with --port.`, {
      what: 'port',
    })
  }
  const { port: taken } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${taken}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((done) => server.close(() => done()))
    },
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  ask: () => Promise<AgentStanding>,
): Promise<void> {
  // A page in a browser can have its own name resolve to this machine; it cannot change what it says it asks.
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? ''))
    return send(response, 403, 'text/plain', 'Ask by 127.0.0.1.\n')
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return send(response, 405, 'text/plain', 'Only GET.\n')
  switch (request.url?.split('?')[0]) {
    case '/health': {
      const standing = await ask()
      const healthy = isHealthy(standing)
      return send(response, healthy ? 200 : 503, 'application/json', healthOf(standing, healthy))
    }
    case '/metrics':
      return send(response, 200, 'text/plain; version=0.0.4', metricsOf(await ask(), VERSION))
    default:
      return send(response, 404, 'text/plain', 'There are /health and /metrics.\n')
  }
}

function healthOf(standing: AgentStanding, healthy: boolean): string {
  const { workspace, database, broker, events, notRead } = standing
  const told = {
    healthy,
    workspace,
    version: VERSION,
    database,
    broker,
    notRead,
    relay: events?.relay ?? 'unknown',
    pending: events?.pending ?? null,
    oldestSeconds: events ? lagOf(standing) : null,
  }
  return `${JSON.stringify(told)}\n`
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
}
