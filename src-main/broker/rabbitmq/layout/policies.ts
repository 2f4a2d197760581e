/** The policies that give our exchanges and queues what an administrator may tune. */
import { EXCHANGE_NAMES } from '../names.ts'
import type { Settings, Topology } from '../topology.ts'
import type { Policy } from './items.ts'

/** A policy as the broker has it. */
export interface SeenPolicy {
  readonly name: string
  readonly pattern: string
  readonly applyTo: string
  readonly priority: number
  readonly definition: { readonly [key: string]: unknown }
}

const escaped = (name: string): string => name.replaceAll('.', '\\.')

/** One for the five exchanges, one for each queue that has something to tune. */
export function policiesFor({ exchanges, queues }: Topology): readonly Policy[] {
  const tuned = exchanges.find((e) => Object.keys(e.tunable).length > 0)
  const ofExchanges: readonly Policy[] = tuned
    ? [
        {
          name: 'castellan-exchanges',
          pattern: `^(${EXCHANGE_NAMES.map(escaped).join('|')})$`,
          applyTo: 'exchanges',
          definition: tuned.tunable,
        },
      ]
    : []
  const ofQueues = queues
    .filter((queue) => Object.keys(queue.tunable).length > 0)
    .map(({ name, tunable }) => ({
      name: `castellan-${name.replace(/^castellan\./, '')}`,
      pattern: `^${escaped(name)}$`,
      applyTo: 'queues' as const,
      definition: tunable,
    }))
  return [...ofExchanges, ...ofQueues]
}

const KINDS: { readonly [applyTo: string]: (kind: 'exchange' | 'queue', type: string) => boolean } = {
  all: () => true,
  exchanges: (kind) => kind === 'exchange',
  queues: (kind) => kind === 'queue',
  classic_queues: (kind, type) => kind === 'queue' && type === 'classic',
  quorum_queues: (kind, type) => kind === 'queue' && type === 'quorum',
}

/** The one policy that applies to a thing of this name: the matching one of the highest priority. */
export function policyOf(
  policies: readonly SeenPolicy[],
  kind: 'exchange' | 'queue',
  name: string,
  type: string,
): SeenPolicy | undefined {
  return policies
    .filter((p) => KINDS[p.applyTo]?.(kind, type) === true && matches(p.pattern, name))
    .sort((a, b) => b.priority - a.priority)[0]
}

/** The broker's expressions are nearly ours; one that is not is taken to match, so that nothing is made over it. */
function matches(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern).test(name)
  } catch {
    return true
  }
}

/** Whether the broker's policy is the one we would make. */
export const isOurs = (seen: SeenPolicy, ours: Policy): boolean =>
  seen.name === ours.name && seen.pattern === ours.pattern && sameSettings(seen.definition, ours.definition)

const sameSettings = (seen: { readonly [key: string]: unknown }, wanted: Settings): boolean =>
  Object.keys(seen).length === Object.keys(wanted).length &&
  Object.entries(wanted).every(([key, value]) => seen[key] === value)
