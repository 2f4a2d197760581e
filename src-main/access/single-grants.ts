/** What is given on single resources: shares, and team grants on one resource. */
import { RESOURCE_TYPES } from '../../src-preload/contract/access.ts'
import type { GrantFacts } from './model.ts'
import { askedOf, sieveOfId } from './permission-set.ts'
import { at, bitsOf, operationsIn, TYPE_INDEX } from './vocabulary.ts'

/** Bits of the operations on one resource, already cut. `next` is what is looked at after it. */
interface Given {
  readonly index: number
  readonly id: string
  readonly bits: number
  readonly next: Given | null
}

/** Up to so many, as most people have, are compared one by one: that reads less memory than a Map. */
const FEW = 8
/** What nobody asks about: no type has this number. */
const NOTHING: Given = { index: -1, id: '', bits: 0, next: null }

function sieveOfAll(index: number, bits: number): number {
  const type = RESOURCE_TYPES[index]
  if (type === undefined) return 0
  return operationsIn(bits, type).reduce((all, op) => all | (askedOf(type, op)?.sieve ?? 0), 0)
}

/** Never changed after it is made. Of a few it is the first itself: whoever is given one thing has no list behind it. */
export class SingleGrants implements Given {
  static readonly NONE: SingleGrants = new SingleGrants([])
  readonly index: number
  readonly id: string
  readonly bits: number
  readonly next: Given | null
  /** Of each permission that is given on anything its `sieve`, and of each id its own. */
  readonly permissions: number
  readonly ids: number
  readonly #byId: ReadonlyMap<string, Given> | null

  private constructor(list: readonly Omit<Given, 'next'>[]) {
    let [permissions, ids] = [0, 0]
    let few: Given | null = null
    const byId = new Map<string, Given>()
    for (const { index, id, bits } of list) {
      permissions |= sieveOfAll(index, bits)
      ids |= sieveOfId(id)
      if (list.length <= FEW) few = { index, id, bits, next: few }
      else byId.set(id, { index, id, bits, next: byId.get(id) ?? null })
    }
    const { index, id, bits, next } = few ?? NOTHING
    this.index = index
    this.id = id
    this.bits = bits
    this.next = next
    this.permissions = permissions
    this.ids = ids
    this.#byId = list.length <= FEW ? null : byId
  }

  /** These and the single-resource grants of `grants`, of which `cut` (bits per type index) leaves something. */
  with(grants: readonly GrantFacts[], cut: Uint32Array): SingleGrants {
    const all = new Map(this.#all().map((given) => [`${given.index} ${given.id}`, given]))
    const before = all.size
    for (const { type, resourceId: id, operations } of grants) {
      const index = TYPE_INDEX.get(type)
      if (id === null || index === undefined) continue
      const bits = bitsOf(operations) & at(cut, index)
      if (bits === 0) continue
      const key = `${index} ${id}`
      all.set(key, { index, id, bits: (all.get(key)?.bits ?? 0) | bits, next: null })
    }
    return before === 0 && all.size === 0 ? this : new SingleGrants([...all.values()])
  }

  /** The bits on one resource of a type. */
  of(index: number, id: string): number {
    let given: Given | null = this.#byId === null ? this : (this.#byId.get(id) ?? null)
    for (; given !== null; given = given.next) if (given.index === index && given.id === id) return given.bits
    return 0
  }

  /** The ids of the resources of a type on which `bit` is given. */
  idsOf(index: number, bit: number): string[] {
    return this.#all().flatMap((given) =>
      given.index === index && (given.bits & bit) !== 0 ? [given.id] : [],
    )
  }

  #all(): Given[] {
    const all: Given[] = []
    for (const first of this.#byId?.values() ?? [this])
      for (let given: Given | null = first; given !== null; given = given.next)
        if (given.index !== NOTHING.index) all.push(given)
    return all
  }
}
