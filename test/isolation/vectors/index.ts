/**
 * The thirty ways by which one organization's data has reached another in systems like this one, tried
 * against a store. The rule: each answers `held`, on both databases, or says what leaked.
 */
import type { Adapter } from '../../../src-main/store/adapter.ts'
import { COLLECTIONS } from '../../../src-main/store/records/index.ts'
import { decisions } from './decisions.ts'
import { jobs } from './jobs.ts'
import { paging } from './paging.ts'
import { reading } from './reading.ts'
import { scope } from './scope.ts'
import { surface } from './surface.ts'
import { contentsOf, isSame } from './tries.ts'
import { watching } from './watching.ts'
import { type Held, populate, VECTOR_COLLECTIONS, type Vector } from './world.ts'
import { writing } from './writing.ts'

export const VECTORS: readonly Vector[] = [
  ...[...reading, ...writing, ...scope, ...paging, ...surface, ...watching, ...decisions, ...jobs],
].sort((x, y) => x.id - y.id)

export interface VectorResult {
  readonly id: number
  readonly title: string
  readonly result: Held
}

/** Vectors that write in B on purpose, so that B's contents say nothing. */
const WRITES_B: ReadonlySet<number> = new Set([19])

/** Tries one against a prepared store, in two organizations of its own. */
export async function tryVector(adapter: Adapter, vector: Vector): Promise<VectorResult> {
  const { id, title } = vector
  try {
    const world = await populate(adapter)
    const before = await contentsOf(world, world.orgB)
    if (before.length !== world.notesB.length + world.foldersB.length)
      return { id, title, result: 'leak: B does not hold what was written for it' }
    const result = await vector.try(world)
    const same = WRITES_B.has(id) || isSame(await contentsOf(world, world.orgB), before)
    return {
      id,
      title,
      result: result === 'held' && !same ? 'leak: B’s records are not what they were' : result,
    }
  } catch (error) {
    return { id, title, result: `leak: the vector broke off: ${String(error).slice(0, 300)}` }
  }
}

/** Makes the places for what vectors write. */
export const prepareForVectors = (adapter: Adapter): Promise<void> =>
  adapter.prepare([...VECTOR_COLLECTIONS, ...COLLECTIONS])

/** Prepares the store and tries every vector. Throws if the adapter is another. */
export async function runVectors(store: Adapter['kind'], adapter: Adapter): Promise<readonly VectorResult[]> {
  if (adapter.kind !== store) throw new TypeError(`This is not an adapter of ${store}.`)
  await prepareForVectors(adapter)
  const results: VectorResult[] = []
  for (const vector of VECTORS) results.push(await tryVector(adapter, vector))
  return results
}
