import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { mutantsOf } from './mutant.ts'

interface Line {
  readonly mutant: string | null
  readonly noticed: readonly string[]
}

const SCRIPT = fileURLToPath(new URL('./try-mutants.ts', import.meta.url))

/** In a process of its own, which loads sources as they are and changes them on the way. */
async function tryMutants(kind: string): Promise<Line[]> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', SCRIPT, kind], {
    maxBuffer: 1 << 26,
  })
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line)
}

const STORES = process.env['CASTELLAN_TEST_MONGODB']
  ? (['sqlite', 'mongodb'] as const)
  : (['sqlite'] as const)
if (STORES.length === 1)
  console.warn('SKIPPED: isolation on MongoDB, because there is no mongod on this machine.')

describe.each(STORES)('%s', (kind) => {
  it('each place that adds the organization is missed when it is taken away, and nothing else is', async () => {
    const lines = await tryMutants(kind)
    expect(lines.map((line) => line.mutant)).toEqual([null, ...mutantsOf(kind).map((mutant) => mutant.name)])
    expect(lines.filter((line) => line.mutant === null).flatMap((line) => line.noticed)).toEqual([])
    expect(lines.filter((line) => line.mutant !== null && line.noticed.length === 0)).toEqual([])
    for (const what of ['find', 'get', 'count', 'group', 'insert', 'delete'])
      expect(
        lines.some((line) => line.mutant?.startsWith(`${what} without `)),
        what,
      ).toBe(true)
  }, 600_000)
})
