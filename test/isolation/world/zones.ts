/** The zones of the test world: what is published at which name, as a name server would answer it. */
import type { Dns } from '../../../src-main/enrollment/index.ts'
import type { DomainClaim } from '../../../src-preload/contract/domains.ts'

export class Zones implements Dns {
  readonly #values = new Map<string, string[]>()

  /** Adds the record of a claim to what is at its name already. */
  publish({ record: { name, value } }: Pick<DomainClaim, 'record'>): void {
    this.#values.set(name, [...(this.#values.get(name) ?? []), value])
  }
  txt: Dns['txt'] = async (name) => {
    const values = this.#values.get(name)
    return values ? { kind: 'records', values: values.map((value) => [value]) } : { kind: 'none' }
  }
}
