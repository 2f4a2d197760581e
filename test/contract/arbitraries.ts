/** Random boxes and questions about them, rich in what has gone wrong in databases before. */
import fc from 'fast-check'
import type { GroupQuery, Sort, Stored } from '../../src-main/store/adapter.ts'
import type { Predicate } from '../../src-main/store/predicate.ts'
import { type Box, box } from './boxes.ts'

const ODD = [
  ...['', ' ', 'a', 'A', 'ab', 'ab ', 'abc', 'b', 'é', 'e\u0301', 'ß', 'ﬁ', 'İ', 'null', '0', '1'],
  ...['%', '_', 'a%', 'a_c', '.*', '^a', 'a|b', '[a]', '(', '\\', '\\d', "'", '"', '`', ';--', '/*'],
  ...['$ne', '$where', '$', '{"$gt":""}', 'a.b', '__proto__', 'constructor', 'toString', 'undefined'],
  ...['😀', '😀a', '\u{10FFFF}', '\uFFFF', '\uE000', '\uD7FF', '\u202Eabc', 'a\u200Bb', '中文', '\uFEFF'],
  ...['\0', 'a\0', 'a\0b', '\x01', '\x02', '\x03', '\x01\x02\x02', '\x01\x03\x03', 'a\x01', '\x1F'],
]
const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...ODD) },
  fc.string({ unit: 'binary', maxLength: 4 }),
)
const number = fc.oneof(
  fc.constantFrom(0, 1, -1, 2, 10, 0.5, -0.25, 2 ** 31, -(2 ** 31) - 1, 2 ** 53 - 1, -(2 ** 53) + 1, 1e300),
  fc.integer({ min: -20, max: 20 }),
)
/** Sums of these are exact whatever the order of adding. */
const amount = fc.integer({ min: -1_000_000, max: 1_000_000 })
const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { freq: 4 })

/** JSON has no negative zero, and what a store holds is JSON. */
const json = fc.jsonValue().map((value): unknown => JSON.parse(JSON.stringify(value)))

/** The unique fields are left out: what they refuse has tests of its own. Absent fields are absent, not undefined. */
const fields: fc.Arbitrary<Partial<Box>> = fc.record(
  {
    name: text,
    rank: orNull(number),
    size: amount,
    state: text,
    active: fc.boolean(),
    tags: fc.array(text, { maxLength: 3 }),
    note: fc.oneof(json, fc.constantFrom({ $gt: '' }, { ['__proto__']: 1 }, { $ref: 'a', $id: 'b' })),
  },
  { requiredKeys: ['name'] },
)
export const boxFields = fc.array(fields, { maxLength: 12 })

export const boxesFor = (org: string, list: readonly Partial<Box>[]): Stored[] => list.map((f) => box(org, f))

const TEXTS = ['name', 'state', 'code', 'slot'] as const
const NUMBERS = ['rank', 'size', 'version'] as const

const leaf: fc.Arbitrary<Predicate> = fc.oneof(
  fc.tuple(fc.constantFrom(...TEXTS), orNull(text)).map((eq): Predicate => ({ eq })),
  fc.tuple(fc.constantFrom(...NUMBERS), orNull(number)).map((eq): Predicate => ({ eq })),
  fc.tuple(fc.constant('active'), orNull(fc.boolean())).map((eq): Predicate => ({ eq })),
  fc.tuple(fc.constant('tags'), text).map((eq): Predicate => ({ eq })),
  fc
    .tuple(fc.constantFrom(...TEXTS), fc.array(orNull(text), { maxLength: 5 }))
    .map((v): Predicate => ({ in: v })),
  fc
    .tuple(fc.constantFrom(...NUMBERS), fc.array(orNull(number), { maxLength: 5 }))
    .map((v): Predicate => ({ in: v })),
  fc
    .tuple(fc.constant('active'), fc.array(orNull(fc.boolean()), { maxLength: 3 }))
    .map((v): Predicate => ({ in: v })),
  fc.tuple(fc.constant('tags'), fc.array(text, { maxLength: 3 })).map((v): Predicate => ({ in: v })),
  fc
    .tuple(fc.constantFrom(...TEXTS), fc.record({ from: text, to: text }, { requiredKeys: [] }))
    .map((range): Predicate => ({ range })),
  fc
    .tuple(fc.constantFrom(...NUMBERS), fc.record({ from: number, to: number }, { requiredKeys: [] }))
    .map((range): Predicate => ({ range })),
  fc.tuple(fc.constantFrom(...TEXTS, 'tags'), text).map((prefix): Predicate => ({ prefix })),
  fc.array(text, { maxLength: 3 }).map((words): Predicate => ({ text: words.join(' ') })),
)

export const predicate: fc.Arbitrary<Predicate> = fc.letrec<{ any: Predicate }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 4, arbitrary: leaf },
    { weight: 1, arbitrary: fc.array(tie('any'), { maxLength: 3 }).map((all): Predicate => ({ all })) },
    { weight: 1, arbitrary: fc.array(tie('any'), { maxLength: 3 }).map((any): Predicate => ({ any })) },
    { weight: 1, arbitrary: tie('any').map((not): Predicate => ({ not })) },
  ),
})).any

export const sort: fc.Arbitrary<Sort> = fc.record({
  field: fc.constantFrom('id', 'name', 'rank', 'size', 'state', 'active', 'version', 'createdAt'),
  direction: fc.constantFrom('asc' as const, 'desc' as const),
})

export const question = fc.record({ where: predicate, sort, pageSize: fc.integer({ min: 1, max: 5 }) })

export const groupQuery: fc.Arbitrary<GroupQuery> = fc.record(
  {
    where: predicate,
    by: fc.constantFrom('name', 'rank', 'state', 'active', 'tags', 'version'),
    sum: fc.constantFrom('size', 'version'),
  },
  { requiredKeys: ['where'] },
)
