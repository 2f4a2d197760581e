/** Where one run happens: three organizations and three domains of its own. */
import type { Session } from '../../../src-main/api/index.ts'
import type { ScopedStore } from '../../../src-main/store/index.ts'
import { type DomainClaimRecord, domainClaims } from '../../../src-main/store/records/index.ts'
import type { Domains } from '../domains-world.ts'
import type { Somebody } from './happenings.ts'

export class Ground {
  readonly d: Domains
  readonly admins: readonly Session[]
  readonly domains: readonly string[]
  /** Told what came of a step, so that a test can see that everything was among it. */
  readonly seen: (what: string) => unknown
  constructor(d: Domains, admins: readonly Session[], name: string, seen: (what: string) => unknown) {
    this.d = d
    this.admins = admins
    this.domains = [`left-${name}.example`, `right-${name}.example`, `dept.left-${name}.example`]
    this.seen = seen
  }

  domain = (i: number): string => this.domains[i] ?? ''
  admin = (i: number): Session => this.admins[i] ?? this.d.w.ada
  org = (i: number): string => this.admin(i).orgId ?? ''
  email = ({ at, number }: Somebody): string => `p${number}@${this.domain(at)}`

  /** The same of each organization. */
  async each<R>(read: (db: ScopedStore) => Promise<{ readonly items: readonly R[] }>): Promise<R[]> {
    const lists = await Promise.all(this.admins.map((a) => read(this.d.w.tenant(a.orgId ?? ''))))
    return lists.flatMap((list) => [...list.items])
  }
  claims(): Promise<DomainClaimRecord[]> {
    return this.each((db) => db.collection(domainClaims).list({ limit: 500 }))
  }
}
