import { once } from 'node:events'
import { declaredProcedures } from '../../../api/index.ts'
import { openWorkspace } from '../../../workspace/index.ts'
import { UsageError } from '../exit.ts'
import { nearest } from '../nearest.ts'
import { printJson } from '../report.ts'

export interface CallOptions {
  readonly as?: string
  readonly org?: string
  readonly workspace: string
}

/** Calls one procedure and prints what it answers; a stream prints one JSON document a line until it ends. */
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
    const answer = await workspace.api.call(session, name.split('.'), input, stop.signal)
    if (isStream(answer)) await printEach(answer, stop.signal)
    else printJson(answer)
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
