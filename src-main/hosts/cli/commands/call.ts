import { once } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import { declaredProcedures } from '../../../api/index.ts'
import { openWorkspace } from '../../../workspace/index.ts'
import { EXIT, UsageError } from '../exit.ts'
import { nearest } from '../nearest.ts'
import { printJson } from '../report.ts'

export interface CallOptions {
  readonly as?: string
  readonly org?: string
  readonly workspace: string
}

/**
 * Calls one procedure and prints what it answers; a stream prints one JSON document a line until it ends. A job that the
 * call began is waited for. Interrupted while the workspace opens, it calls nothing and ends with 130; later, it cancels
 * the job.
 */
export async function call(name: string, json: string | undefined, options: CallOptions): Promise<void> {
  const input = parseInput(json)
  const procedures = declaredProcedures()
  const procedure = procedures.find((p) => p.name === name)?.meta
  if (!procedure) {
    const names = nearest(
      name,
      procedures.map((p) => p.name),
    )
    throw new UsageError(`There is no procedure ${name}. Did you mean ${names.join(', ')}?`)
  }
  if (!('public' in procedure.permission) && options.as === undefined)
    throw new UsageError(`${name} needs --as <email>: it is called in the name of a person.`)
  if ('operation' in procedure.permission && options.org === undefined)
    throw new UsageError(`${name} needs --org <slug>: it works in one organization.`)

  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  const workspace = await openWorkspace({ name: options.workspace })
  try {
    const session = await workspace.api.newSession({ host: 'cli', as: options.as, org: options.org })
    // A local workspace opens without a pause, and a signal is heard only in one: the second is surely after a look for it.
    for (let turn = 0; turn < 2; turn += 1) await setImmediate()
    if (stop.signal.aborted) {
      process.exitCode = EXIT.interrupted
      return
    }
    const answer = await workspace.api.call(session, name.split('.'), input, stop.signal)
    if (isStream(answer)) await printEach(answer, stop.signal)
    else printJson(answer)
    // What the call began goes on here alone, and would end with this process.
    await workspace.api.jobsEnded(stop.signal)
    workspace.api.endSession(session)
  } finally {
    await workspace.close()
  }
}

function parseInput(json: string | undefined): unknown {
  if (json === undefined) return undefined
  try {
    return JSON.parse(json)
  } catch (error) {
    throw new UsageError(`The input is not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const isStream = (answer: unknown): answer is AsyncIterable<unknown> =>
  typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer

async function printEach(stream: AsyncIterable<unknown>, stopped: AbortSignal): Promise<void> {
  try {
    for await (const item of stream) {
      printJson(item)
      // A reader that is slower than the stream is waited for.
      if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain')
    }
  } catch (error) {
    if (!stopped.aborted) throw error
  }
}
