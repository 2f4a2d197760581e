/** Who gains and loses what between two states of the facts, before either is saved. */
import type { Difference } from '../../src-preload/contract/permissions.ts'
import { CompiledOrganization } from './compile.ts'
import type { AccessFacts, MemberFacts } from './model.ts'
import { at, permissionsIn, perType } from './vocabulary.ts'

const SHOWN_MEMBERS = 100
const NO_BITS = perType(() => 0)

interface Change {
  readonly gains: readonly string[]
  readonly loses: readonly string[]
}

/**
 * Permissions on types, states included, of the same members before and after (matched by member id;
 * who is only in one list had or gets nothing in the other). Members with equal roles, teams, grants
 * and state are computed once.
 */
export function whatIf(before: readonly AccessFacts[], after: readonly AccessFacts[]): Difference {
  const bitsBy = new BitsByFacts()
  const changeBy = new ChangeByBits()
  const then = new Map(after.map((facts) => [facts.member.id, facts]))
  const known = new Set(before.map((facts) => facts.member.id))
  const pairs: [MemberFacts, Uint32Array, Uint32Array][] = [
    ...before.map((b): [MemberFacts, Uint32Array, Uint32Array] => {
      const a = then.get(b.member.id)
      return [b.member, bitsBy.of(b), a === undefined ? NO_BITS : bitsBy.of(a)]
    }),
    ...after
      .filter((a) => !known.has(a.member.id))
      .map((a): [MemberFacts, Uint32Array, Uint32Array] => [a.member, NO_BITS, bitsBy.of(a)]),
  ]

  const counts = new Map<Change, number>()
  const members: Difference['members'] = []
  for (const [member, from, to] of pairs) {
    const change = changeBy.of(from, to)
    if (change.gains.length === 0 && change.loses.length === 0) continue
    counts.set(change, (counts.get(change) ?? 0) + 1)
    if (members.length < SHOWN_MEMBERS) {
      const { id: memberId, name, email } = member
      members.push({ memberId, name, email, gains: [...change.gains], loses: [...change.loses] })
    }
  }
  return { ...summed(counts), members }
}

function summed(counts: ReadonlyMap<Change, number>): Omit<Difference, 'members'> {
  let affected = 0
  let gaining = 0
  let losing = 0
  const gain = new Map<string, number>()
  const lose = new Map<string, number>()
  for (const [{ gains, loses }, count] of counts) {
    affected += count
    if (gains.length > 0) gaining += count
    if (loses.length > 0) losing += count
    for (const p of gains) gain.set(p, (gain.get(p) ?? 0) + count)
    for (const p of loses) lose.set(p, (lose.get(p) ?? 0) + count)
  }
  const totals = [...new Set([...gain.keys(), ...lose.keys()])]
    .sort()
    .map((permission) => ({ permission, gain: gain.get(permission) ?? 0, lose: lose.get(permission) ?? 0 }))
  return { affected, gaining, losing, totals }
}

/** Compiles each distinct set of facts once, also when every member brings lists of its own. */
class BitsByFacts {
  readonly #numbers = new Map<object, number>()
  readonly #lists = new Map<readonly object[], number>()
  readonly #contents = new Map<string, number>()
  readonly #compiled = new Map<string, CompiledOrganization>()

  of(facts: AccessFacts): Uint32Array {
    const { organization, roles, teams, grants } = facts
    const key = [
      organization.id,
      organization.kind,
      organization.state,
      this.#list(roles),
      this.#list(teams),
      this.#list(grants),
    ].join('|')
    let compiled = this.#compiled.get(key)
    if (compiled === undefined) {
      compiled = new CompiledOrganization(facts)
      this.#compiled.set(key, compiled)
    }
    return compiled.standingOf(facts.member).bits
  }

  /** A list is known by its elements, an element by being the same object. */
  #list(list: readonly object[]): number {
    const known = this.#lists.get(list)
    if (known !== undefined) return known
    const key = list.map((element) => this.#number(element)).join(',')
    const number = this.#contents.get(key) ?? this.#contents.size
    this.#contents.set(key, number)
    this.#lists.set(list, number)
    return number
  }
  #number(object: object): number {
    const known = this.#numbers.get(object)
    if (known !== undefined) return known
    this.#numbers.set(object, this.#numbers.size)
    return this.#numbers.size - 1
  }
}

/** The change between two tables of bits, found once for each pair. */
class ChangeByBits {
  readonly #known = new Map<Uint32Array, Map<Uint32Array, Change>>()

  of(from: Uint32Array, to: Uint32Array): Change {
    const known = this.#known.get(from)?.get(to)
    if (known !== undefined) return known
    const change = {
      gains: permissionsIn(to.map((bits, i) => bits & ~at(from, i))),
      loses: permissionsIn(from.map((bits, i) => bits & ~at(to, i))),
    }
    const ofFrom = this.#known.get(from) ?? new Map<Uint32Array, Change>()
    this.#known.set(from, ofFrom.set(to, change))
    return change
  }
}
