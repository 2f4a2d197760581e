import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sentence, total, withExit } from '../../../scripts/testing/counts.ts'
import { isolationTold, playwrightTold, vitestTold } from '../../../scripts/testing/reports.ts'
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
  it('count a file that broke before its first test as one failure, and name what failed', () => {
    const passed = { fullName: 'holds', status: 'passed', failureMessages: [] }
    const skipped = { fullName: 'waits', status: 'skipped', failureMessages: [] }
    const failed = {
      fullName: 'group fails',
      status: 'failed',
      failureMessages: ['Error: \u001b[31mthree\u001b[39m\n\n  at x'],
    }
    const testResults = [
      { name: resolve('test/a.test.ts'), status: 'failed', message: 'does not load', assertionResults: [] },
      {
        name: resolve('test/b.test.ts'),
        status: 'failed',
        message: '',
        assertionResults: [failed, passed, skipped],
      },
    ]
    expect(written({ testResults }, vitestTold)).toEqual({
      counts: { passed: 1, failed: 2, skipped: 1 },
      failures: [
        `${join('test', 'b.test.ts')} › group fails\n    Error: three\n      at x`,
        `${join('test', 'a.test.ts')} › before its first test\n    does not load`,
      ],
    })
  })

  it('count a browser test that passed only when repeated, and an error outside of tests, as failures', () => {
    const spec = (title: string, status: string) => ({
      title,
      file: 'teams.spec.ts',
      tests: [
        { status, results: [{ errors: status === 'expected' ? [] : [{ message: 'Error: not seen' }] }] },
      ],
    })
    const report = {
      errors: [{ message: 'no browser' }],
      suites: [
        {
          specs: [spec('holds', 'expected')],
          suites: [{ specs: [spec('fails', 'unexpected'), spec('wavers', 'flaky')] }],
        },
      ],
      stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 },
    }
    expect(written(report, playwrightTold)).toEqual({
      counts: { passed: 3, failed: 3, skipped: 2 },
      failures: [
        'teams.spec.ts › fails\n    Error: not seen',
        'teams.spec.ts › wavers\n    Error: not seen',
        ' › outside of the tests\n    no browser',
      ],
    })
  })

  it('take a missing or unreadable report for a failure', () => {
    for (const tell of [vitestTold, playwrightTold]) {
      expect(tell('/nowhere/report.json').counts.failed).toBe(1)
      expect(written({}, tell)).toEqual({
        counts: { passed: 0, failed: 1, skipped: 0 },
        failures: ['there is no report to read'],
      })
    }
    expect(isolationTold('it ended early')).toEqual({
      counts: { passed: 0, failed: 1, skipped: 0 },
      failures: ['it ended early'],
    })
  })

  it('read the isolation suite’s last line, and show its leaks', () => {
    const output = 'LEAK one\nisolation: 10 procedures, 5 vectors, 2 leaks'
    expect(isolationTold(`${output}\n`)).toEqual({
      counts: { passed: 13, failed: 2, skipped: 0 },
      failures: [output],
    })
    expect(isolationTold('isolation: 10 procedures, 5 vectors, 0 leaks').failures).toEqual([])
  })

  it('never let a program that failed pass', () => {
    const told = (failed: number) => ({ counts: { passed: 9, failed, skipped: 0 }, failures: [] })
    expect(withExit(told(0), 1)).toMatchObject({
      counts: { failed: 1 },
      failures: ['its program ended with 1'],
    })
    expect(withExit(told(3), 1).counts.failed).toBe(3)
    expect(withExit(told(0), 0)).toEqual(told(0))
  })

  it('are told in one line, the skipped only where there are any', () => {
    const one = { passed: 2, failed: 0, skipped: 0 }
    expect(sentence(total([one, one]))).toBe('4 passed, 0 failed')
    expect(sentence(total([one, { passed: 0, failed: 1, skipped: 3 }]))).toBe('2 passed, 1 failed, 3 skipped')
  })
})
