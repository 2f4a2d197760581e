/**
 * What is not there, what is another organization's and what one may not read answer alike, in like time: the
 * answer is the same, and the database is asked the same number of commands of the same shapes. A clock would
 * show less, and not always.
 */
import { isDeepStrictEqual } from 'node:util'
import { v7 } from 'uuid'
import { catalogueOf } from '../../src-main/api/catalogue.ts'
import type { Session } from '../../src-main/api/index.ts'
import { contract } from '../../src-preload/contract/index.ts'
import { callOf } from './calls.ts'
import { textOf } from './canary.ts'
import type { Typed } from './marks.ts'
import type { Probe } from './probe.ts'
import { Hidden } from './world/hidden.ts'
import { INPUTS } from './world/inputs.ts'
import type { World } from './world/open.ts'
import { type Role, sessionOf } from './world/roles.ts'
import { at, leaves, withLeaf } from './world/variants.ts'

export interface Likeness {
  /** Pairs of calls that were compared, by what the second one named. */
  readonly compared: { foreign: number; hidden: number }
  readonly leaks: readonly string[]
}
const ROLES: readonly Role[] = ['viewer', 'member', 'admin']
const isId = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(value)

/** One call: what it answered, without the id that it named, and what the database was asked. */
interface Trace {
  readonly succeeded: boolean
  readonly answer: string
  readonly commands: readonly string[]
}

/** Whether two calls cannot be told apart by who made them; what succeeds may answer of what it did. */
const alike = (x: Trace, y: Trace): boolean =>
  x.succeeded === y.succeeded &&
  (x.succeeded || x.answer === y.answer) &&
  isDeepStrictEqual(x.commands, y.commands)

export async function likeLeaks(world: World, probe: Probe, typed: Typed): Promise<Likeness> {
  const { api, a, b } = world
  const hidden = new Hidden(a)
  const compared = { foreign: 0, hidden: 0 }
  const leaks: string[] = []
  let heard = 0
  for (const role of ROLES) {
    const session = await sessionOf(world, role)
    for (const { name, meta } of catalogueOf(contract)) {
      const make = INPUTS[name]
      if (!make) continue
      const [ours, theirs, unreadable] = [await make(a), await make(b), await make(hidden)]
      // An id that the caller makes names nothing.
      for (const path of leaves(ours).filter((p) => isId(at(ours, p)) && p[0] !== meta.once)) {
        const call = async (id: string): Promise<Trace> => {
          const input = withLeaf(ours, path, id)
          const trace = await traceOf(api, probe, session, name, input, id)
          typed.keep(input, trace.succeeded)
          heard += trace.commands.length
          return trace
        }
        const compare = async (kind: 'foreign' | 'hidden', id: unknown): Promise<void> => {
          if (!isId(id)) return
          const differ = await difference(call, id)
          compared[kind] += 1
          if (differ) leaks.push(`${name} as ${role}: ${path.join('.')} of what is ${kind}: ${differ}`)
        }
        await compare('foreign', at(theirs, path))
        // Admins may read everything here.
        if (role === 'admin') continue
        const secret = at(unreadable, path)
        if (secret !== at(ours, path) || (await isNotFound(call, secret))) await compare('hidden', secret)
      }
    }
    api.endSession(session)
  }
  // What was not heard would always be alike.
  for (const [kind, count] of Object.entries({ ...compared, heard }))
    if (count === 0) leaks.push(`Nothing ${kind} was there to be compared.`)
  return { compared, leaks }
}

type Call = (id: string) => Promise<Trace>

const isNotFound = async (call: Call, id: unknown): Promise<boolean> =>
  isId(id) && (await call(id)).answer.startsWith('{"code":"NOT_FOUND"')

/** More than once: what a call changed, was the first to read or had to repeat, is not so in every round. */
const ROUNDS = 4

async function difference(call: Call, id: string): Promise<string | undefined> {
  let [unknown, other] = [await call(v7()), await call(id)]
  for (let round = 1; round < ROUNDS && !alike(unknown, other); round += 1)
    [unknown, other] = [await call(v7()), await call(id)]
  if (alike(unknown, other)) return undefined
  const shown = ({ answer, commands }: Trace): string =>
    `${answer.slice(0, 200)} by ${commands.join(' | ').slice(0, 900)}`
  return `${shown(other)} – and not, like what is not there, ${shown(unknown)}`
}

async function traceOf(
  api: World['api'],
  probe: Probe,
  session: Session,
  name: string,
  input: unknown,
  id: string,
): Promise<Trace> {
  const { result, commands } = await probe.during(() => callOf(api, session, name, input))
  return { succeeded: result.succeeded, answer: textOf(result.answer).replaceAll(id, 'ID'), commands }
}
