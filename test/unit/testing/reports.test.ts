import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sentence, total, withExit } from '../../../scripts/testing/counts.ts'
import { isolationCounts, playwrightCounts, vitestCounts } from '../../../scripts/testing/reports.ts'
import { tempDir } from '../../servers/index.ts'

function written<T>(report: unknown, count: (file: string) => T): T {
  const dir = tempDir('report')
  try {
    const file = join(dir.path, 'report.json')
    writeFileSync(file, JSON.stringify(report))
    return count(file)
  } finally {
    dir.remove()
  }
}

describe('the counts of the test command', () => {
  it('count a file that broke before its first test as one failure', () => {
    const testResults = [
      { status: 'failed', assertionResults: [] },
      {
        status: 'failed',
        assertionResults: [{ status: 'failed' }, { status: 'passed' }, { status: 'skipped' }],
      },
    ]
    expect(written({ testResults }, vitestCounts)).toEqual({ passed: 1, failed: 2, skipped: 1 })
  })

  it('count a browser test that passed only when repeated, and an error outside of tests, as failures', () => {
    const report = { errors: [{}], stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 } }
    expect(written(report, playwrightCounts)).toEqual({ passed: 3, failed: 3, skipped: 2 })
  })

  it('take a missing or unreadable report for a failure', () => {
    for (const count of [vitestCounts, playwrightCounts]) {
      expect(count('/nowhere/report.json').failed).toBe(1)
      expect(written({}, count).failed).toBe(1)
    }
    expect(isolationCounts('it ended early')).toEqual({ passed: 0, failed: 1, skipped: 0 })
  })

  it('read the isolation suite’s last line', () => {
    const counts = isolationCounts('LEAK one\nisolation: 10 procedures, 5 vectors, 2 leaks\n')
    expect(counts).toEqual({ passed: 13, failed: 2, skipped: 0 })
  })

  it('never let a program that failed pass', () => {
    expect(withExit({ passed: 9, failed: 0, skipped: 0 }, 1).failed).toBe(1)
    expect(withExit({ passed: 9, failed: 3, skipped: 0 }, 1).failed).toBe(3)
  })

  it('are told in one line, the skipped only where there are any', () => {
    const one = { passed: 2, failed: 0, skipped: 0 }
    expect(sentence(total([one, one]))).toBe('4 passed, 0 failed')
    expect(sentence(total([one, { passed: 0, failed: 1, skipped: 3 }]))).toBe('2 passed, 1 failed, 3 skipped')
  })
})
