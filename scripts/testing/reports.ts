import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { type Counts, ONE_FAILED } from './counts.ts'

const vitestReport = z.object({
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
})

/** Counts of Vitest's JSON report. A file that failed before its first test counts as one failure. */
export function vitestCounts(file: string): Counts {
  return read(file, vitestReport, ({ testResults }) => {
    const tests = testResults.flatMap((one) => one.assertionResults.map((test) => test.status))
    const broken = testResults.filter(
      (one) => one.status === 'failed' && !one.assertionResults.some((test) => test.status === 'failed'),
    )
    const passed = tests.filter((status) => status === 'passed').length
    const failed = tests.filter((status) => status === 'failed').length
    return { passed, failed: failed + broken.length, skipped: tests.length - passed - failed }
  })
}

const playwrightReport = z.object({
  errors: z.array(z.unknown()),
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
})

/** Counts of Playwright's JSON report. A test that passed only when repeated counts as failed. */
export function playwrightCounts(file: string): Counts {
  return read(file, playwrightReport, ({ stats, errors }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  }))
}

/** Counts of the isolation suite's last line; each procedure and each vector is one check. */
export function isolationCounts(output: string): Counts {
  const last = output.trimEnd().split('\n').at(-1) ?? ''
  const found = /^isolation: (\d+) procedures, (\d+) vectors, (\d+) leaks$/.exec(last)
  if (!found) return ONE_FAILED
  const [procedures, vectors, leaks] = found.slice(1).map(Number)
  return {
    passed: Math.max(0, (procedures ?? 0) + (vectors ?? 0) - (leaks ?? 0)),
    failed: leaks ?? 0,
    skipped: 0,
  }
}

function read<T>(file: string, schema: z.ZodType<T>, count: (report: T) => Counts): Counts {
  try {
    return count(schema.parse(JSON.parse(readFileSync(file, 'utf8'))))
  } catch {
    // Without a report there is no proof that anything ran.
    return ONE_FAILED
  }
}
