import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { platformUnit, type Work } from '../../../src-main/work/index.ts'
import { openWorld, type World } from '../../core/world.ts'

/** Everything that can be reached from a value by its properties, getters and prototypes included. */
function reachable(from: object): Set<object> {
  const seen = new Set<object>()
  const waiting: unknown[] = [from]
  while (waiting.length > 0) {
    const value = waiting.pop()
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) continue
    if (seen.has(value)) continue
    seen.add(value)
    for (const key of Reflect.ownKeys(value)) waiting.push(read(value, key))
    const prototype: unknown = Object.getPrototypeOf(value)
    waiting.push(prototype)
    if (typeof prototype === 'object' && prototype !== null)
      for (const key of Reflect.ownKeys(prototype)) waiting.push(read(value, key))
  }
  return seen
}
function read(value: object, key: PropertyKey): unknown {
  try {
    return Reflect.get(value, key)
  } catch {
    return undefined
  }
}

/** Something that takes a tenant as its argument, as the sessions of the databases do. */
const isSession = (value: object): boolean =>
  ['find', 'group', 'insert', 'updateWhere'].every((way) => typeof read(value, way) === 'function')

describe('past the scopes', () => {
  let w: World
  beforeAll(async () => {
    w = await openWorld('sqlite')
  })
  afterAll(() => w.close())

  it('no subject gets by anything that it is handed', async () => {
    const cause = { action: 'test.tried', host: 'test', because: 'the test tries' }
    await platformUnit(w.store, cause, async (work: Work) => {
      const handed = reachable(work)
      expect(handed.size).toBeGreaterThan(100)
      expect([...handed].filter(isSession)).toEqual([])
    })
  })

  it('nobody gets by the store itself', () => {
    expect([...reachable(w.store)].filter(isSession)).toEqual([])
  })
})
