import { describe, expect, it } from 'vitest'
import { isPass } from '../../../scripts/lib/isolation-gate.ts'

describe('a package is made only when isolation', () => {
  const passed = 'sqlite: 900 calls\nisolation: 61 procedures, 30 vectors, 0 leaks\n'

  it('was shown for every procedure and vector', () => expect(isPass(passed, 0)).toBe(true))

  it.each([
    ['leaked', passed.replace('0 leaks', '1 leaks'), 0],
    ['leaked ten times', passed.replace('0 leaks', '10 leaks'), 0],
    ['failed all the same', passed, 1],
    ['was ended', passed, null],
    ['tried nothing', 'isolation: 0 procedures, 30 vectors, 0 leaks\n', 0],
    ['tried no vector', 'isolation: 61 procedures, 0 vectors, 0 leaks\n', 0],
    ['did not come to its end', 'sqlite: 900 calls\n', 0],
    ['said nothing', '', 0],
  ])('not when it %s', (_, output, code) => expect(isPass(output, code)).toBe(false))
})
