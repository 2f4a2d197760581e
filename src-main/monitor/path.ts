/** Evaluates conditions on values inside an event. Only own properties are followed, so nothing is ever run. */
import type { Comparison, PathCondition, Step, Test } from '../../src-preload/contract/event-filter/index.ts'
import { fold } from '../store/index.ts'

/** Whether a value from the wire meets the condition. */
export const meets = (value: unknown, condition: PathCondition): boolean =>
  condition.some((tests) => tests.every((test) => holds(value, test)))

/** A test holds when one of the values at its path does; `!=` when none of them equals. */
function holds(value: unknown, { path, compare }: Test): boolean {
  const found = valuesAt(value, path)
  if (compare === null) return found.length > 0
  const equal = (v: unknown): boolean => compares(v, '=', compare.with, compare.quoted)
  if (compare.operator === '!=') return !found.some(equal)
  return found.some((v) => compares(v, compare.operator, compare.with, compare.quoted))
}

function valuesAt(value: unknown, path: readonly Step[]): readonly unknown[] {
  return path.reduce<readonly unknown[]>((found, step) => found.flatMap((v) => stepInto(v, step)), [value])
}

function stepInto(value: unknown, step: Step): readonly unknown[] {
  if (Array.isArray(value)) {
    if ('every' in step) return value
    return 'index' in step && step.index < value.length ? [value[step.index]] : []
  }
  if (!('key' in step) || typeof value !== 'object' || value === null || !Object.hasOwn(value, step.key))
    return []
  return [Reflect.get(value, step.key)]
}

/** Lists and objects compare with nothing. Order is that of numbers where both are, else of code points. */
function compares(value: unknown, operator: Comparison, against: string, quoted: boolean): boolean {
  if (typeof value === 'object' && value !== null) return false
  if (quoted && typeof value !== 'string') return false
  const text = String(value)
  if (operator === '~') return fold(text).includes(fold(against))
  const number = Number(against)
  const order = typeof value === 'number' && !Number.isNaN(number) ? value - number : orderOf(text, against)
  switch (operator) {
    case '=':
      return order === 0
    case '!=':
      return order !== 0
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
  }
}

const orderOf = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1)
