import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { meets } from '../../../src-main/monitor/path.ts'
import { fold } from '../../../src-main/store/index.ts'
import { eventFilter, PathError, parsePath } from '../../../src-preload/contract/event-filter/index.ts'

const event = {
  id: 'e1',
  data: {
    name: 'Ada Marsh',
    roleIds: ['admin', 'viewer'],
    units: 12,
    teamId: null,
    verified: true,
    nested: [{ model: 'large' }, { model: 'small' }],
    'odd key': 'x',
    digits: '12',
  },
}
const holds = (condition: string): boolean => meets(event, parsePath(condition))

describe('a condition on values inside an event', () => {
  it.each([
    ['data.roleIds[*] = admin', true],
    ['data.roleIds[0] = admin', true],
    ['data.roleIds[1] = admin', false],
    ['data.roleIds[7] = admin', false],
    ['data.roleIds = admin', false],
    ['data.nested[*].model = small', true],
    ['data."odd key" = x', true],
    ['data.name ~ marsh', true],
    ['data.name = "Ada Marsh"', true],
    ['data.units > 9', true],
    ['data.units >= 12 and data.units <= 12', true],
    ['data.units < 9', false],
    ['data.digits < 9', true],
    ['data.digits = 12', true],
    ['data.units = "12"', false],
    ['data.teamId = null', true],
    ['data.verified = true', true],
    ['data.missing', false],
    ['data.teamId', true],
    ['data.missing = null', false],
    ['data.name = nobody or data.units = 12 and data.verified = true', true],
    ['data.name = nobody and data.units = 12 or data.verified = true', true],
    ['data.name = nobody and data.units = 12 or data.verified = false', false],
  ])('%s is %s', (condition, expected) => {
    expect(holds(condition)).toBe(expected)
  })

  it('“is not” holds where none of the values is', () => {
    expect(holds('data.roleIds[*] != admin')).toBe(false)
    expect(holds('data.roleIds[*] != owner')).toBe(true)
    expect(holds('data.missing != owner')).toBe(true)
  })

  it('reaches nothing that an object has from its kind', () => {
    for (const path of ['constructor', '__proto__', 'toString', 'data.roleIds.length', 'id.length'])
      expect(holds(path), path).toBe(false)
  })

  it.each([
    ['', 'name', 1],
    ['data.', 'name', 6],
    ['data..x', 'name', 6],
    ['data[x]', 'bracket', 5],
    ['data[-1]', 'bracket', 5],
    ['data.roleIds[*', 'bracket', 13],
    ['data.x =', 'value', 9],
    ['data.x = "open', 'quote', 10],
    ['data.x = 1 data.y = 2', 'junction', 12],
    ['data.x = 1 and', 'junction', 12],
    ['data.x = 1 and  ', 'name', 17],
    ['data.x === 1', 'junction', 12],
    ['data.x = 1; process.exit()', 'junction', 13],
    [Array.from({ length: 21 }, () => 'a').join(' and '), 'long', 121],
  ])('what is not of the language is refused where it is wrong: %s', (condition, fault, position) => {
    let thrown: unknown
    try {
      parsePath(condition)
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(PathError)
    expect(thrown).toMatchObject({ fault, position })
    const parsed = eventFilter.safeParse({ path: condition })
    expect(parsed.error?.issues[0]?.message).toContain(`at character ${position}`)
  })

  it('any text is read or refused, never more', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        try {
          meets(event, parsePath(text))
        } catch (error) {
          expect(error).toBeInstanceOf(PathError)
        }
      }),
      { numRuns: 500 },
    )
  })
})

/** The same language, written as plainly as it can be: one path, one comparison, no grammar. */
function naive(value: unknown, steps: readonly string[], operator: string, against: string): boolean {
  let found: unknown[] = [value]
  for (const step of steps) {
    const next: unknown[] = []
    for (const v of found) {
      if (v === null || typeof v !== 'object') continue
      if (Array.isArray(v)) {
        if (step === '[*]') next.push(...v)
        else if (/^\[\d+\]$/.test(step) && Number(step.slice(1, -1)) in v)
          next.push(v[Number(step.slice(1, -1))])
      } else if (!step.startsWith('[') && Object.keys(v).includes(step))
        next.push((v as Record<string, unknown>)[step])
    }
    found = next
  }
  const scalars = found.filter((v) => v === null || typeof v !== 'object')
  const one = (v: unknown): boolean => {
    if (operator === '~') return fold(`${v}`).includes(fold(against))
    if (typeof v === 'number' && !Number.isNaN(Number(against))) {
      const b = Number(against)
      return { '=': v === b, '<': v < b, '<=': v <= b, '>': v > b, '>=': v >= b }[operator] === true
    }
    const a = `${v}`
    return (
      { '=': a === against, '<': a < against, '<=': a <= against, '>': a > against, '>=': a >= against }[
        operator
      ] === true
    )
  }
  if (operator === '!=')
    return !scalars.some((v) =>
      typeof v === 'number' && !Number.isNaN(Number(against)) ? v === Number(against) : `${v}` === against,
    )
  return scalars.some(one)
}

it('on any event, any path and any comparison answer like a plain reading of the same words', () => {
  const key = fc.constantFrom('a', 'b', 'c', 'constructor', '__proto__')
  const scalar = fc.oneof(
    fc.constantFrom('x', 'y', '1', '12', 'true', 'null', 'Ä', 'ä'),
    fc.integer({ min: -3, max: 13 }),
    fc.boolean(),
    fc.constant(null),
  )
  const tree = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      scalar,
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(key, tie('node'), { maxKeys: 3 }),
    ),
  })).node
  const step = fc.oneof(key, fc.constantFrom('[*]', '[0]', '[1]', '[5]'))
  fc.assert(
    fc.property(
      fc.dictionary(key, tree),
      key,
      fc.array(step, { maxLength: 4 }),
      fc.constantFrom('=', '!=', '<', '<=', '>', '>=', '~'),
      fc.constantFrom('x', 'y', '1', '12', '-2', 'true', 'null', 'ä', 'z'),
      (event, first, rest, operator, against) => {
        const path = first + rest.map((s) => (s.startsWith('[') ? s : `.${s}`)).join('')
        const condition = `${path} ${operator} ${against}`
        expect(meets(event, parsePath(condition)), condition).toBe(
          naive(event, [first, ...rest], operator, against),
        )
      },
    ),
    { numRuns: 5000 },
  )
})
