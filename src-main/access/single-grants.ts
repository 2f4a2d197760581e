/** What is given on single resources: shares, and team grants on one resource. */
import type { GrantFacts } from './model.ts'
import { at, bitsOf, TYPE_INDEX } from './vocabulary.ts'

/** Bits of the operations on one resource, already cut. `next` is what is looked at after it. */
interface Given {
  readonly index: number
  readonly id: string
  readonly bits: number
  readonly next: Given | null
}

/** Up to so many, as most people have, are compared one by one: that reads less memory than a Map. */
const FEW = 8

/** Never changed after it is made. */
export class SingleGrants {
  static readonly NONE: SingleGrants = new SingleGrants([])
  /** The bit `1 << index` of each type of which there is any: most questions end here. */
  readonly types: number
  readonly #few: Given | null
  readonly #byId: ReadonlyMap<string, Given> | null

  private constructor(list: readonly Omit<Given, 'next'>[]) {
    let [types, few]: [number, Given | null] = [0, null]
    const byId = new Map<string, Given>()
    for (const { index, id, bits } of list) {
      types |= 1 << index
      if (list.length <= FEW) few = { index, id, bits, next: few }
      else byId.set(id, { index, id, bits, next: byId.get(id) ?? null })
    }
    this.types = types
    this.#few = few
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
    let given = this.#byId === null ? this.#few : (this.#byId.get(id) ?? null)
    for (; given !== null; given = given.next) if (given.index === index && given.id === id) return given.bits
    return 0
  }

  /** The ids of the resources of a type on which `bit` is given. */
  ids(index: number, bit: number): string[] {
    return this.#all().flatMap((given) =>
      given.index === index && (given.bits & bit) !== 0 ? [given.id] : [],
    )
  }

  #all(): Given[] {
    const all: Given[] = []
    for (const first of this.#byId?.values() ?? [this.#few])
      for (let given = first; given !== null; given = given.next) all.push(given)
    return all
  }
}
