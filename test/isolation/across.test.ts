/** What crosses tenants: every function of it, and each gives only what its reason says. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { STORES } from '../core/world.ts'
import { type Crossing, functionsOf, openCrossing } from './across/crossing.ts'
import { domains } from './across/domains.ts'
import { flow } from './across/flow.ts'
import { people } from './across/people.ts'
import { tenants } from './across/tenants.ts'

const CASES = { ...people, ...tenants, ...domains, ...flow }

describe.each(STORES)('across tenants on %s', (kind) => {
  let crossing: Crossing
  beforeAll(async () => {
    crossing = await openCrossing(kind)
  }, 120_000)
  afterAll(() => crossing?.d.close())

  it('every function has a case here, and every case a function', () => {
    expect(Object.keys(CASES).sort()).toEqual(functionsOf(crossing.across).sort())
  })
  it.each(Object.entries(CASES))('%s gives only what its reason says', async (_name, holds) => {
    await holds(crossing)
  })
})
