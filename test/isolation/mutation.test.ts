import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { mutantsOf } from './mutant.ts'
import type { Noticed } from './try-mutants.ts'

interface Line extends Noticed {
  readonly mutant: string | null
}

/** What the probe cannot notice, and why; the vectors notice everything. */
const BEYOND_THE_PROBE: { readonly [mutant: string]: string } = {
  'insert without stampTenant': 'an organization stands in its place in what is sent, though another one',
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
    const [whole, ...taken] = lines
    expect(whole).toEqual({ mutant: null, vectors: [], probe: [] })
    // Each by itself: one that notices nothing would hide behind the other.
    const silent = (who: keyof Noticed): unknown[] =>
      taken.filter((line) => line[who].length === 0).map((line) => line.mutant)
    expect(silent('vectors')).toEqual([])
    expect(silent('probe')).toEqual(Object.keys(BEYOND_THE_PROBE))
    for (const what of ['find', 'get', 'count', 'group', 'insert', 'delete'])
      expect(
        lines.some((line) => line.mutant?.startsWith(`${what} without `)),
        what,
      ).toBe(true)
  }, 600_000)
})
