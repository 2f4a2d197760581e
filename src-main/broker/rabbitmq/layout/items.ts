/** What a look at the broker finds, for a person and for what makes the rest. */
import type { Settings, WantedBinding, WantedExchange, WantedQueue } from '../topology.ts'

export interface Difference {
  readonly setting: string
  readonly wanted: string | number
  /** As the broker tells; `none` where it is not set. */
  readonly found: string
}
/**
 * `unseen`: it is there, but whether it is as it should be cannot be seen from here. `different`: it is there
 * otherwise, and stays so until an administrator changes it.
 */
export interface LayoutItem {
  readonly kind: 'exchange' | 'queue' | 'binding' | 'policy'
  readonly name: string
  readonly state: 'there' | 'missing' | 'different' | 'unseen'
  readonly differences: readonly Difference[]
  readonly note: string
}

export interface Policy {
  readonly name: string
  readonly pattern: string
  readonly applyTo: 'exchanges' | 'queues'
  readonly definition: Settings
}
/** One thing to make. `tunable` settings go along as arguments where no policy gives them. */
export type Step =
  | { readonly kind: 'policy'; readonly policy: Policy }
  | { readonly kind: 'exchange'; readonly wanted: WantedExchange }
  | { readonly kind: 'queue'; readonly wanted: WantedQueue }
  | { readonly kind: 'binding'; readonly wanted: WantedBinding }

export interface Survey {
  readonly items: readonly LayoutItem[]
  readonly steps: readonly Step[]
}

export const bindingName = ({ exchange, queue, pattern }: WantedBinding): string =>
  `${exchange} → ${queue}${pattern === '' ? '' : ` (${pattern})`}`

export const item = (
  kind: LayoutItem['kind'],
  name: string,
  state: LayoutItem['state'],
  note = '',
  differences: readonly Difference[] = [],
): LayoutItem => ({ kind, name, state, note, differences })

/** What differs, in words. */
export const inWords = (differences: readonly Difference[]): string =>
  differences.map((d) => `${d.setting} is ${d.found}, not ${d.wanted || "''"}`).join('; ')
