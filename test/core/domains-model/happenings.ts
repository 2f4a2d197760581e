/** What can happen to three domains – one of them below another – among three organizations and the people of them. */
import fc from 'fast-check'

/** A person with an address at one of the domains. */
export interface Somebody {
  readonly at: number
  readonly number: number
}
/** One of those that are there by then: counted from the oldest, and again from there; `NEWEST` is the newest. */
interface Picked {
  readonly which: number
}
const NEWEST = -1
export const pick = <T>(list: readonly T[], { which }: Picked): T | undefined =>
  which === NEWEST ? list.at(-1) : list[which % list.length]

export type OfClaims =
  | { readonly do: 'claim'; readonly who: number; readonly where: number; readonly wide: boolean }
  | (Picked & { readonly do: 'publish' | 'unpublish' | 'check' | 'widen' | 'release' | 'offer' })
  | (Picked & { readonly do: 'rule'; readonly who: number })
export type OfPeople =
  | { readonly do: 'signUp'; readonly person: Somebody }
  | { readonly do: 'invite'; readonly who: number; readonly person: Somebody; readonly higher: boolean }
  | (Picked & { readonly do: 'join' | 'moveIn' | 'decline' | 'moveOut' | 'remove' })
export type Happening = OfClaims | OfPeople | { readonly do: 'wait'; readonly hours: number }

const OF_PEOPLE: readonly Happening['do'][] = [
  'signUp',
  'invite',
  'join',
  'moveIn',
  'decline',
  'moveOut',
  'remove',
]
export const isOfPeople = (h: Happening): h is OfPeople => OF_PEOPLE.includes(h.do)

const who = fc.nat(2)
const where = fc.nat(2)
const wide = fc.boolean()
const higher = fc.boolean()
const which = fc.nat(5)
const person = fc.record({ at: where, number: fc.nat(1) })
const is = <const T extends Happening['do']>(...list: T[]): fc.Arbitrary<T> => fc.constantFrom(...list)

const single = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: is('claim'), who, where, wide }) },
  {
    weight: 5,
    arbitrary: fc.record({ do: is('publish', 'unpublish', 'check', 'widen', 'release', 'offer'), which }),
  },
  { weight: 1, arbitrary: fc.record({ do: is('rule'), which, who }) },
  { weight: 3, arbitrary: fc.record({ do: is('signUp'), person }) },
  { weight: 1, arbitrary: fc.record({ do: is('invite'), who, person, higher }) },
  {
    weight: 5,
    arbitrary: fc.record({ do: is('join', 'moveIn', 'decline', 'moveOut', 'remove'), which }),
  },
  // Over a day: a re-check is due; over the grace period; over the time to undo, and to prove.
  { weight: 2, arbitrary: fc.record({ do: is('wait'), hours: fc.constantFrom(25, 80, 200, 400) }) },
)

interface Proof {
  readonly who: number
  readonly where: number
  readonly wide: boolean
}
const proof = (of: Proof): Happening[] => [
  { do: 'claim', ...of },
  { do: 'publish', which: NEWEST },
  { do: 'check', which: NEWEST },
]
/** What by chance alone would be rare: what leads to a proof, a conflict, a joining or a moving in. */
const story = fc.oneof(
  fc.record({ who, where, wide }).map(proof),
  fc
    .record({ who, other: who, where, wide })
    .map(({ other, ...of }) => [...proof(of), ...proof({ ...of, who: other })]),
  fc
    .record({ who, person, wide })
    .map(({ who, person, wide }): Happening[] => [
      { do: 'signUp', person },
      ...proof({ who, where: person.at, wide }),
      { do: 'offer', which: NEWEST },
      { do: 'moveIn', which: NEWEST },
    ]),
  fc.record({ who, person, higher }).map(({ who, person, higher }): Happening[] => [
    { do: 'invite', who, person, higher },
    { do: 'signUp', person },
    { do: 'join', which: NEWEST },
  ]),
)

export const happenings: fc.Arbitrary<readonly Happening[]> = fc
  .array(fc.oneof({ weight: 3, arbitrary: single.map((one) => [one]) }, { weight: 1, arbitrary: story }), {
    minLength: 6,
    maxLength: 20,
  })
  .map((parts) => parts.flat())

const [ann, bob, cid, dan] = [
  { at: 0, number: 0 },
  { at: 0, number: 1 },
  { at: 1, number: 0 },
  { at: 2, number: 0 },
]
/** Each of them once, so that every run of the test has shown it. */
export const EACH_ONCE: readonly Happening[] = [
  { do: 'signUp', person: ann },
  { do: 'signUp', person: bob },
  ...proof({ who: 0, where: 0, wide: true }),
  { do: 'offer', which: NEWEST },
  { do: 'moveIn', which: 0 },
  { do: 'decline', which: 1 },
  { do: 'moveOut', which: 0 },
  { do: 'signUp', person: ann },
  { do: 'invite', who: 0, person: dan, higher: true },
  { do: 'signUp', person: dan },
  { do: 'signUp', person: dan },
  { do: 'invite', who: 1, person: cid, higher: false },
  { do: 'signUp', person: cid },
  { do: 'join', which: NEWEST },
  // Dan, after the founder of the first organization.
  { do: 'remove', which: 1 },
  ...proof({ who: 1, where: 0, wide: false }),
  { do: 'rule', which: 0, who: 1 },
  { do: 'widen', which: NEWEST },
  { do: 'unpublish', which: NEWEST },
  { do: 'wait', hours: 80 },
  { do: 'release', which: NEWEST },
]
