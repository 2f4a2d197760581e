/** How much was published of late, in all and by organization. */
const WINDOW_MS = 10_000

export class Rate {
  #total = 0
  #recent: { readonly at: number; readonly counts: ReadonlyMap<string, number> }[] = []

  get total(): number {
    return this.#total
  }

  /** So many of each organization, just now. */
  add(counts: ReadonlyMap<string, number>): void {
    for (const count of counts.values()) this.#total += count
    this.#recent.push({ at: performance.now(), counts })
    this.#forget()
  }

  /** Events per second over the last ten seconds: of one organization, or of all. */
  perSecond(orgId?: string): number {
    this.#forget()
    let sum = 0
    for (const { counts } of this.#recent)
      if (orgId === undefined) for (const count of counts.values()) sum += count
      else sum += counts.get(orgId) ?? 0
    return sum / (WINDOW_MS / 1000)
  }

  #forget(): void {
    const from = performance.now() - WINDOW_MS
    const first = this.#recent.findIndex((one) => one.at >= from)
    this.#recent = first < 0 ? [] : this.#recent.slice(first)
  }
}
