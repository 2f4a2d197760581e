/**
 * A console in a process of its own: opens a workspace, its context and a monitor, says when it has them and when the
 * monitor has ended, and answers what it is told to call with `allowed` or the code of the refusal.
 */
import { z } from 'zod'
import { openWorkspace } from '../../src-main/workspace/index.ts'
import { CastellanError } from '../../src-preload/contract/errors.ts'
import type { EventFrame } from '../../src-preload/contract/events.ts'

const { as, org, ...options } = z
  .object({ name: z.string(), dataDir: z.string(), as: z.string(), org: z.string() })
  .parse(JSON.parse(process.argv[2] ?? ''))
const toCall = z.object({ procedure: z.string(), input: z.unknown().optional() })

const workspace = await openWorkspace(options)
const session = await workspace.api.newSession({ host: 'test', as, org })
/** Whoever started this may be gone, which ends the monitor too. */
const tell = (what: 'open' | 'ended' | 'answer', said = ''): boolean =>
  process.connected && (process.send?.({ what, said }) ?? false)

const call = async (procedure: string, input: unknown): Promise<string> => {
  try {
    await workspace.api.call(session, procedure.split('.'), input)
    return 'allowed'
  } catch (error) {
    if (error instanceof CastellanError) return error.code
    throw error
  }
}
process.on('message', (message) => {
  const { procedure, input } = toCall.parse(message)
  void call(procedure, input).then((said) => tell('answer', said))
})
process.once('disconnect', () => void workspace.close())

const frames = (await workspace.api.call(session, ['events', 'watch'], {})) as AsyncIterable<EventFrame>
let opened = false
for await (const _ of frames) {
  if (!opened) tell('open')
  opened = true
}
tell('ended')
