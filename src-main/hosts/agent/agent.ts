import { openWorkspace } from '../../workspace/index.ts'
import { serveStanding } from './serve.ts'
import { standingOfAgent } from './standing.ts'

export interface AgentOptions {
  readonly workspace: string
  /** On 127.0.0.1, for health and metrics; 0: one that is free. */
  readonly port: number
  readonly dataDir?: string
  /** Called once, when it works and answers at that address. */
  readonly started: (address: string) => void
  /** Asks it to stop. */
  readonly stop: AbortSignal
}

/**
 * Runs until `stop`, and resolves when everything is ended and closed. Throws `NOT_FOUND` for an unknown workspace,
 * `UNAVAILABLE` where its database cannot be reached at the start, and where the port is taken. A database or broker
 * that goes away later is waited for.
 */
export async function runAgent({
  workspace: name,
  port,
  dataDir,
  started,
  stop,
}: AgentOptions): Promise<void> {
  const workspace = await openWorkspace({ name, dataDir, relay: true })
  try {
    const server = await serveStanding(port, () => standingOfAgent(workspace))
    try {
      started(server.address)
      if (!stop.aborted) await new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve()))
    } finally {
      await server.close()
    }
  } finally {
    await workspace.close()
  }
}
