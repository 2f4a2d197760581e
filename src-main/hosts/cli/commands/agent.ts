import { listWorkspaces, SAMPLE } from '../../../workspace/index.ts'
import { runAgent } from '../../agent/index.ts'
import { EXIT, UsageError } from '../exit.ts'
import { printJson } from '../report.ts'

export interface AgentFlags {
  readonly workspace: string
  readonly port: string
}

/** Longer than every part of the stop may take together. */
const STOP_MS = 25_000

/**
 * Runs the agent until SIGTERM or SIGINT. It prints one JSON document when it works. Exit codes: 0 stopped, 1 could not
 * start or did not end in time, 2 used wrongly. A second signal ends it at once.
 */
export async function agent({ workspace, port }: AgentFlags): Promise<void> {
  const wanted = /^\d{1,5}$/.test(port) ? Number(port) : Number.NaN
  if (!(wanted <= 65_535))
    throw new UsageError('--port must be a number from 0 to 65535; 0 takes one that is free.')
  const known = listWorkspaces().find((w) => w.name === workspace)
  // The sample is listed only once it was opened.
  if (workspace === SAMPLE || known?.kind === 'local')
    throw new UsageError(`${workspace} is on this machine only: its events move while its window is open.`)
  if (known && known.broker === undefined)
    throw new UsageError(
      `${workspace} has no broker: an agent would bring its events to nobody, and keep them from the windows. ` +
        'Add it with --amqp to give it one; until then its events move, and what is due is done, while a window is open.',
    )
  const stop = new AbortController()
  const signalled = (): void => {
    if (stop.signal.aborted) process.exit(EXIT.failed)
    stop.abort()
    setTimeout(() => process.exit(EXIT.failed), STOP_MS).unref()
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, signalled)
  try {
    const started = (address: string): void => printJson({ workspace, address })
    await runAgent({ workspace, port: wanted, stop: stop.signal, started })
  } finally {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.off(signal, signalled)
  }
}
