/** What both wire probes answer: what went out, by kind, and everything that had no organization where it belongs. */
import { AsyncLocalStorage } from 'node:async_hooks'

export interface Counts {
  /** Commands with the organization in its place, by name. */
  readonly scoped: { readonly [command: string]: number }
  /** Looks across tenants, by the reason that the command carries. */
  readonly across: { readonly [reason: string]: number }
  /** Transactions, cursors, greetings. */
  readonly session: number
  /** Creating and changing collections, which holds no tenant's data. */
  readonly schema: number
}
export interface Probe {
  /** A line for each kind of command that was not of a known shape. Empty is good – provided that `counts` is not. */
  violations(): string[]
  counts(): Counts
  /** The organizations named by scoped commands. */
  organizations(): ReadonlySet<string>
  /** Forgets what was seen. */
  reset(): void
  /** Does the work and notes the shapes of the commands on data that it sends, in their order; no other work's. */
  during<R>(work: () => Promise<R>): Promise<{ readonly result: R; readonly commands: readonly string[] }>
}

export type Verdict =
  | { readonly kind: 'scoped'; readonly command: string; readonly organizations: readonly string[] }
  | { readonly kind: 'across'; readonly reason: string }
  | { readonly kind: 'session' }
  | { readonly kind: 'schema' }
  | { readonly kind: 'violation'; readonly what: string }

export const violation = (what: string): Verdict => ({ kind: 'violation', what })

/** Gathers verdicts. */
export class Findings {
  #violations = new Set<string>()
  #scoped = new Map<string, number>()
  #across = new Map<string, number>()
  #organizations = new Set<string>()
  #session = 0
  #schema = 0
  /** What one piece of work is heard to send, also while others go on. */
  readonly #hearing = new AsyncLocalStorage<string[]>()

  /** @param shape the command without its values */
  add(verdict: Verdict, shape: () => string): void {
    const isNotice = verdict.kind === 'across' && verdict.reason === 'notice of changes'
    if (verdict.kind !== 'session' && verdict.kind !== 'schema' && !isNotice)
      this.#hearing.getStore()?.push(shape())
    if (verdict.kind === 'violation') this.#violations.add(verdict.what)
    else if (verdict.kind === 'session') this.#session++
    else if (verdict.kind === 'schema') this.#schema++
    else if (verdict.kind === 'across') count(this.#across, verdict.reason)
    else {
      count(this.#scoped, verdict.command)
      for (const org of verdict.organizations) this.#organizations.add(org)
    }
  }

  readonly probe: Probe = {
    during: async (work) => {
      const heard: string[] = []
      const result = await this.#hearing.run(heard, work)
      return { result, commands: [...heard] }
    },
    violations: () => [...this.#violations],
    organizations: () => new Set(this.#organizations),
    counts: () => ({
      scoped: Object.fromEntries(this.#scoped),
      across: Object.fromEntries(this.#across),
      session: this.#session,
      schema: this.#schema,
    }),
    reset: () => {
      this.#violations.clear()
      this.#scoped.clear()
      this.#across.clear()
      this.#organizations.clear()
      this.#session = 0
      this.#schema = 0
    },
  }
}

const count = (map: Map<string, number>, key: string): void => void map.set(key, (map.get(key) ?? 0) + 1)
