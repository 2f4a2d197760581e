/** What is there and what is missing, as the management interface tells: whole, with bindings and policies. */
import type { Settings, Topology, WantedExchange, WantedQueue } from '../topology.ts'
import {
  bindingName,
  type Difference,
  inWords,
  item,
  type LayoutItem,
  type Step,
  type Survey,
} from './items.ts'
import type { Seen } from './management.ts'
import { isOurs, policiesFor, policyOf, type SeenPolicy } from './policies.ts'

/** @param policies whether settings that may be tuned are given by policy; else as arguments */
export function surveySeen(wanted: Topology, seen: Seen, policies: boolean): Survey {
  const items: LayoutItem[] = []
  const steps: Step[] = []
  const needsPolicy = new Set<string>()
  const judge = (one: Judged): void => {
    items.push(one.item)
    if (one.needsPolicy) needsPolicy.add(one.item.name)
  }

  for (const exchange of wanted.exchanges) {
    const policy = policyOf(seen.policies, 'exchange', exchange.name, exchange.type)
    judge(judgeExchange(exchange, seen, policy, policies))
    if (!seen.exchanges.has(exchange.name))
      steps.push({ kind: 'exchange', wanted: bare(exchange, policy, policies) })
  }
  for (const queue of wanted.queues) {
    const policy = policyOf(seen.policies, 'queue', queue.name, String(queue.fixed['queue-type']))
    judge(judgeQueue(queue, seen, policy, policies))
    if (!seen.queues.has(queue.name)) steps.push({ kind: 'queue', wanted: bare(queue, policy, policies) })
  }
  for (const binding of wanted.bindings) {
    const there = seen.bindings.some(
      (b) =>
        b.source === binding.exchange && b.destination === binding.queue && b.routing_key === binding.pattern,
    )
    items.push(item('binding', bindingName(binding), there ? 'there' : 'missing'))
    if (!there) steps.push({ kind: 'binding', wanted: binding })
  }
  items.push(...moreBindings(wanted, seen))

  for (const policy of policies ? policiesFor(wanted) : []) {
    const same = seen.policies.find((p) => p.name === policy.name)
    const needed = [...needsPolicy].some((name) => new RegExp(policy.pattern).test(name))
    if (same && isOurs(same, policy)) items.push(item('policy', policy.name, 'there'))
    else if (same)
      items.push(item('policy', policy.name, 'different', 'it was changed by somebody and stays so'))
    else if (needed) {
      items.push(item('policy', policy.name, 'missing', JSON.stringify(policy.definition)))
      // First, so that what is made afterwards has its settings from the start.
      steps.unshift({ kind: 'policy', policy })
    }
  }
  return { items, steps }
}

interface Judged {
  readonly item: LayoutItem
  readonly needsPolicy: boolean
}

/** The settings that the policy which applies does not give. */
function ungiven(tunable: Settings, policy: SeenPolicy | undefined): Settings {
  const rest = Object.entries(tunable).filter(([key, value]) => policy?.definition[key] !== value)
  return Object.fromEntries(rest)
}

/** As it is made: without what a policy gives it. Ours over somebody's would do away with theirs: then arguments. */
function bare<T extends { readonly tunable: Settings }>(
  wanted: T,
  policy: SeenPolicy | undefined,
  policies: boolean,
): T {
  return { ...wanted, tunable: policies && !policy ? {} : ungiven(wanted.tunable, policy) }
}

function judgeExchange(
  wanted: WantedExchange,
  seen: Seen,
  policy: SeenPolicy | undefined,
  policies: boolean,
): Judged {
  const { name, type, tunable } = wanted
  const there = seen.exchanges.get(name)
  if (!there) return missing('exchange', name, tunable, policy, policies)
  const differences: Difference[] = [
    ...differing({ type, durable: 'true' }, { type: there.type, durable: String(there.durable) }),
  ]
  return settled(
    'exchange',
    name,
    tunable,
    differences,
    { ...policy?.definition, ...there.arguments },
    policy,
    policies,
  )
}

function judgeQueue(
  wanted: WantedQueue,
  seen: Seen,
  policy: SeenPolicy | undefined,
  policies: boolean,
): Judged {
  const { name, fixed, tunable } = wanted
  const there = seen.queues.get(name)
  if (!there) return missing('queue', name, tunable, policy, policies)
  const given = Object.fromEntries(
    Object.entries(there.arguments).map(([key, value]) => [key.replace(/^x-/, ''), value]),
  )
  const found = { ...given, 'queue-type': there.type, durable: String(there.durable) }
  const differences = differing({ ...fixed, durable: 'true' }, found)
  return settled('queue', name, tunable, differences, { ...policy?.definition, ...given }, policy, policies)
}

function missing(
  kind: 'exchange' | 'queue',
  name: string,
  tunable: Settings,
  policy: SeenPolicy | undefined,
  policies: boolean,
): Judged {
  const tuned = Object.keys(ungiven(tunable, policy)).length > 0
  const byPolicy = tuned && policies && !policy
  const why = policy
    ? `since the policy ${policy.name} applies to it`
    : 'since this user may not set policies'
  const note = tuned && !byPolicy ? `its settings go as arguments, ${why}` : ''
  return { item: item(kind, name, 'missing', note), needsPolicy: byPolicy }
}

function settled(
  kind: 'exchange' | 'queue',
  name: string,
  tunable: Settings,
  fixed: readonly Difference[],
  effective: { readonly [key: string]: unknown },
  policy: SeenPolicy | undefined,
  policies: boolean,
): Judged {
  const tuned = differing(tunable, effective)
  // Nothing at all says otherwise: a policy of ours completes it. Anything else is somebody's decision.
  const completes = policies && !policy && tuned.length > 0 && tuned.every((d) => d.found === 'none')
  const differences = completes ? fixed : [...fixed, ...tuned]
  const note =
    inWords(differences) + (policy && tuned.length > 0 ? `; the policy ${policy.name} applies to it` : '')
  const state = differences.length > 0 ? 'different' : 'there'
  return { item: item(kind, name, state, note, differences), needsPolicy: completes && fixed.length === 0 }
}

function differing(wanted: Settings, found: { readonly [key: string]: unknown }): Difference[] {
  return Object.entries(wanted)
    .filter(([key, value]) => found[key] !== value)
    .map(([setting, value]) => ({
      setting,
      wanted: value,
      found: found[setting] === undefined ? 'none' : JSON.stringify(found[setting]),
    }))
}

/** Bindings of our queues that nobody asked for: they bring what the consumers do not expect. */
function moreBindings(wanted: Topology, seen: Seen): LayoutItem[] {
  const ours = new Set(wanted.queues.map((q) => q.name))
  const known = new Set(wanted.bindings.map(bindingName))
  return seen.bindings
    .filter((b) => b.source !== '' && b.destination_type === 'queue' && ours.has(b.destination))
    .map((b) => bindingName({ exchange: b.source, queue: b.destination, pattern: b.routing_key }))
    .filter((name) => !known.has(name))
    .map((name) => item('binding', name, 'different', 'nothing here asks for it'))
}
