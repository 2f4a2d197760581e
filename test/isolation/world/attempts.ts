/** With what each procedure is called: B's ids, ids of what B deleted, mixtures, operators, page tokens; then honestly. */
import type { Described } from '../../../src-main/api/index.ts'
import { textOf } from '../canary.ts'
import { INPUTS } from './inputs.ts'
import type { World } from './open.ts'
import { cursorsOf } from './paging.ts'
import type { Role } from './roles.ts'
import { extended, mixed, smuggled } from './variants.ts'
import { isOperators } from './whose.ts'

export interface Attempt {
  readonly input: unknown
  /** Made of the side's own things: it has to succeed for whoever may. */
  readonly honest: boolean
}

export async function attempts(world: World, procedure: Described, role: Role): Promise<Attempt[]> {
  const { a, b, gone } = world
  const make = INPUTS[procedure.path]
  if (!make) return []
  const ours = await make(a)
  const attacks: unknown[] = [...(await cursorsOf(world, procedure))]
  // What operators change in an organization they name, they may change; looking is tried with all.
  if (role !== 'operator' || !isOperators(procedure) || procedure.mode === 'read') {
    const [theirs, deleted] = [await make(b), await make(gone)]
    attacks.push(theirs, deleted, ...mixed(ours, theirs), ...mixed(ours, deleted))
  }
  if (role === 'admin') attacks.push(...smuggled(ours))
  const told = new Set([textOf(ours)])
  const isNew = (input: unknown): boolean => !told.has(textOf(input)) && told.add(textOf(input)).size > 0
  return [
    ...attacks.filter(isNew).map((input) => ({ input, honest: false })),
    // The honest calls come last: they may change what the others aim at. What nobody asked for is left out of them.
    ...extended(ours, b.admin.orgId ?? '').map((input) => ({ input, honest: true })),
  ]
}

/** The honest call itself, made anew; `alone`: what has to be so before it, and is not by itself, is brought about. */
export async function honestly(world: World, name: string, alone = false): Promise<Attempt> {
  if (alone) await READY[name]?.(world)
  return { input: await INPUTS[name]?.(world.a), honest: true }
}

const READY: { readonly [procedure: string]: (world: World) => Promise<unknown> } = {
  // The second admin has left by then, so that nobody is asked.
  'organizations.restore': async ({ a }) =>
    a.ask('organizations.close', await INPUTS['organizations.close']?.(a)),
}
