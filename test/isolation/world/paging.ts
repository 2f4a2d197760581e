/** Page tokens of the other side, tampered ones and made up ones, and leaps, for every procedure that takes any. */
import type { Described } from '../../../src-main/api/index.ts'
import { INPUTS } from './inputs.ts'
import type { World } from './open.ts'
import type { Side } from './side.ts'
import { isPlatforms } from './whose.ts'

interface Input {
  readonly [field: string]: unknown
}
interface Schema {
  readonly properties?: { readonly [field: string]: unknown }
  readonly required?: readonly string[]
}
const schemaOf = (procedure: Described): Schema => (procedure.input ?? {}) as Schema
const takes = (procedure: Described, field: string): boolean =>
  schemaOf(procedure).properties?.[field] !== undefined

/** Inputs with page tokens and leaps; none for a procedure without pages. Throws where a side has no second page to tamper with. */
export async function cursorsOf(world: World, procedure: Described): Promise<object[]> {
  if (!takes(procedure, 'cursor')) return []
  const givenBy = async (side: Side): Promise<Input> =>
    ((await INPUTS[procedure.path]?.(side)) ?? {}) as Input
  const [ours, theirs] = [await givenBy(world.a), await givenBy(world.b)]
  const least = (given: Input): Input =>
    Object.fromEntries((schemaOf(procedure).required ?? []).map((field) => [field, given[field]]))
  const tokenOf = async (side: Side, input: object): Promise<string | null> => {
    const session = isPlatforms(procedure) ? world.operator : side.admin
    return (await side.ask<{ next: string | null }>(procedure.path, { ...input, limit: 1 }, session)).next
  }
  // Without filters there is more; some lists begin with a view in which a side has little.
  for (const some of [least, (given: Input) => given]) {
    const [foreign, own] = [await tokenOf(world.b, some(theirs)), await tokenOf(world.a, some(ours))]
    if (foreign === null || own === null) continue
    const cursors = [foreign, `${own.slice(0, -2)}xx`, 'e30.e30', '']
    // Past all that a side has there is nothing, whatever others have.
    const skips = takes(procedure, 'skip') ? [1, 10_000] : []
    return [...cursors.map((cursor) => ({ cursor })), ...skips.map((skip) => ({ skip }))].map((place) => ({
      ...some(ours),
      ...place,
    }))
  }
  throw new Error(`${procedure.path}: neither side has a second page.`)
}
