import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { z } from 'zod'
import { ONE_FAILED, type Told } from './counts.ts'

/** Lines of a failure's message that are worth repeating at the end of the run. */
const LINES = 6

const vitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
})

/** What Vitest's JSON report tells. A file that failed before its first test counts as one failure. */
export function vitestTold(file: string): Told {
  return read(file, vitestReport, ({ testResults }) => {
    const tests = testResults.flatMap((one) =>
      one.assertionResults.map((test) => ({ ...test, file: one.name })),
    )
    const failed = tests.filter((test) => test.status === 'failed')
    const broken = testResults.filter(
      (one) => one.status === 'failed' && !one.assertionResults.some((test) => test.status === 'failed'),
    )
    const passed = tests.filter((test) => test.status === 'passed').length
    return {
      counts: {
        passed,
        failed: failed.length + broken.length,
        skipped: tests.length - passed - failed.length,
      },
      failures: [
        ...failed.map((test) => failure(test.file, test.fullName, test.failureMessages.join('\n'))),
        ...broken.map((one) => failure(one.name, 'before its first test', one.message)),
      ],
    }
  })
}

const playwrightError = z.object({ message: z.string().optional() })
const playwrightSpec = z.object({
  title: z.string(),
  file: z.string(),
  tests: z.array(
    z.object({ status: z.string(), results: z.array(z.object({ errors: z.array(playwrightError) })) }),
  ),
})
const playwrightSuite = z.object({
  specs: z.array(playwrightSpec),
  get suites() {
    return z.array(playwrightSuite).optional()
  },
})
const playwrightReport = z.object({
  errors: z.array(playwrightError),
  suites: z.array(playwrightSuite),
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
})

/** What Playwright's JSON report tells. A test that passed only when repeated counts as failed. */
export function playwrightTold(file: string): Told {
  return read(file, playwrightReport, ({ suites, stats, errors }) => ({
    counts: {
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky + errors.length,
      skipped: stats.skipped,
    },
    failures: [
      ...suites.flatMap(specsOf).flatMap((spec) =>
        spec.tests
          .filter(({ status }) => status === 'unexpected' || status === 'flaky')
          .map(({ results }) => {
            const messages = results.flatMap((result) => result.errors.map((error) => error.message ?? ''))
            return failure(spec.file, spec.title, messages.join('\n'))
          }),
      ),
      ...errors.map((error) => failure('', 'outside of the tests', error.message ?? '')),
    ],
  }))
}

function specsOf(suite: z.infer<typeof playwrightSuite>): readonly z.infer<typeof playwrightSpec>[] {
  return [...suite.specs, ...(suite.suites ?? []).flatMap(specsOf)]
}

/** What the isolation suite's last line counts, each procedure and each vector one check, and the leaks above it. */
export function isolationTold(output: string): Told {
  const last = output.trimEnd().split('\n').at(-1) ?? ''
  const found = /^isolation: (\d+) procedures, (\d+) vectors, (\d+) leaks$/.exec(last)
  if (!found) return { counts: ONE_FAILED, failures: [endOf(output)] }
  const [procedures, vectors, leaks] = found.slice(1).map(Number)
  const counts = {
    passed: Math.max(0, (procedures ?? 0) + (vectors ?? 0) - (leaks ?? 0)),
    failed: leaks ?? 0,
    skipped: 0,
  }
  return { counts, failures: leaks ? [endOf(output)] : [] }
}

/** The last lines of what a program printed. */
export const endOf = (output: string): string => output.trimEnd().split('\n').slice(-LINES).join('\n')

function failure(file: string, title: string, message: string): string {
  const why = stripVTControlCharacters(message)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, LINES)
  return [
    `${file ? relative(process.cwd(), file) : ''} › ${title}`,
    ...why.map((line) => `    ${line}`),
  ].join('\n')
}

function read<T>(file: string, schema: z.ZodType<T>, tell: (report: T) => Told): Told {
  try {
    return tell(schema.parse(JSON.parse(readFileSync(file, 'utf8'))))
  } catch {
    // Without a report there is no proof that anything ran.
    return { counts: ONE_FAILED, failures: ['there is no report to read'] }
  }
}
