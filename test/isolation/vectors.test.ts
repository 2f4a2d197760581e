import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openProbed, type Probed } from './probed.ts'
import { runVectors, VECTORS, type VectorResult } from './vectors/index.ts'

const NUMBERS = Array.from({ length: 30 }, (_, i) => i + 1)

const STORES = process.env['CASTELLAN_TEST_MONGODB']
  ? (['sqlite', 'mongodb'] as const)
  : (['sqlite'] as const)
if (STORES.length === 1)
  console.warn('SKIPPED: isolation on MongoDB, because there is no mongod on this machine.')

describe.each(STORES)('leak vectors on %s', (kind) => {
  let probed: Probed
  let results: readonly VectorResult[] = []
  beforeAll(async () => {
    probed = await openProbed(kind)
    results = await runVectors(kind, probed.adapter)
  }, 240_000)
  afterAll(() => probed?.close())

  it.each(VECTORS.map(({ id, title }) => [id, title] as const))('%i is held: %s', (id) => {
    expect(results.filter((r) => r.id === id).map((r) => r.result)).toEqual(['held'])
  })

  it('are all thirty', () => {
    expect(VECTORS.map((vector) => vector.id)).toEqual(NUMBERS)
  })

  it('send no command without its organization, as the wire probe saw them', () => {
    expect(probed.probe.violations()).toEqual([])
    const { scoped, across } = probed.probe.counts()
    const wanted =
      kind === 'sqlite'
        ? ['select', 'insert', 'update', 'delete']
        : ['find', 'aggregate', 'insert', 'update', 'delete']
    for (const command of wanted) expect(scoped[command], command).toBeGreaterThan(5)
    expect(Object.keys(across)).toEqual(['notice of changes'])
  })
})
