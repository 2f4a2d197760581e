/** Which versions of a tenant's head were told already: all up to one, and some beyond it. */
export type Place = 'again' | 'next' | 'gap'

export class Told {
  /** Undefined before the first: what was before it, nobody here knows. */
  #upTo: number | undefined
  readonly #beyond = new Set<number>()

  /** One change, whose content is at hand. `gap` only at the first; changes that are still out come by themselves. */
  one(version: number): Place {
    if (this.#upTo === undefined) return this.#reach(version, 'gap')
    if (version <= this.#upTo || this.#beyond.has(version)) return 'again'
    this.#beyond.add(version)
    return this.#reach(this.#upTo, 'next')
  }

  /** All up to this one, of which only the newest says what it was. `gap`: others were never told. */
  all(version: number): Place {
    if (this.#upTo === undefined) return this.#reach(version, 'gap')
    const out: number[] = []
    for (let v = this.#upTo + 1; v <= version && out.length < 2; v += 1) if (!this.#beyond.has(v)) out.push(v)
    const [first] = out
    if (first === undefined) return 'again'
    return this.#reach(version, out.length === 1 && first === version ? 'next' : 'gap')
  }

  /** Whether all up to this one was told. */
  knows(version: number): boolean {
    if (this.#upTo === undefined) return false
    for (let v = this.#upTo + 1; v <= version; v += 1) if (!this.#beyond.has(v)) return false
    return true
  }

  #reach(version: number, place: Place): Place {
    let upTo = version
    while (this.#beyond.has(upTo + 1)) upTo += 1
    for (const v of this.#beyond) if (v <= upTo) this.#beyond.delete(v)
    this.#upTo = upTo
    return place
  }
}
