/**
 * What is there and what is missing, as AMQP alone tells: it answers whether a declaration fits what exists, and of
 * what does not fit the first setting. Bindings cannot be asked for; policies neither.
 */
import type { ChannelModel } from 'amqplib'
import { declareExchange, declareQueue, onScratch, orMissing, replyCode } from '../declare.ts'
import type { Topology, WantedExchange, WantedQueue } from '../topology.ts'
import { bindingName, inWords, item, type LayoutItem, type Step, type Survey } from './items.ts'

export async function surveyByAmqp(model: ChannelModel, wanted: Topology): Promise<Survey> {
  const items: LayoutItem[] = []
  const steps: Step[] = []
  for (const exchange of wanted.exchanges) {
    const found = await lookAt(model, 'exchange', exchange)
    items.push(found)
    if (found.state === 'missing') steps.push({ kind: 'exchange', wanted: exchange })
  }
  const missing = new Set<string>()
  for (const queue of wanted.queues) {
    const found = await lookAt(model, 'queue', queue)
    items.push(found)
    if (found.state !== 'missing') continue
    missing.add(queue.name)
    steps.push({ kind: 'queue', wanted: queue })
  }
  for (const binding of wanted.bindings) {
    const state = missing.has(binding.queue) ? 'missing' : 'unseen'
    items.push(item('binding', bindingName(binding), state))
    // Binding again what is bound changes nothing.
    steps.push({ kind: 'binding', wanted: binding })
  }
  return { items, steps }
}

type Wanted = { readonly exchange: WantedExchange; readonly queue: WantedQueue }

async function lookAt<K extends keyof Wanted>(
  model: ChannelModel,
  kind: K,
  wanted: Wanted[K],
): Promise<LayoutItem> {
  const { name, tunable } = wanted
  const there = await orMissing(
    onScratch(model, (channel) =>
      kind === 'exchange' ? channel.checkExchange(name) : channel.checkQueue(name),
    ),
  )
  if (!there) return item(kind, name, 'missing')
  const full = await fits(model, wanted)
  if (full === '') return item(kind, name, 'there')
  if (Object.keys(tunable).length === 0 || !full.startsWith(DIFFERS)) return unfit(kind, name, full)
  const basic = await fits(model, { ...wanted, tunable: {} })
  return basic === ''
    ? item(kind, name, 'unseen', 'its settings are no arguments; whether a policy gives them cannot be seen')
    : unfit(kind, name, basic)
}

const DIFFERS = 'PRECONDITION_FAILED'

/** Declares what is there once more: empty where it fits, else what the broker says. Nothing is changed by it. */
async function fits(model: ChannelModel, wanted: WantedExchange | WantedQueue): Promise<string> {
  try {
    await onScratch<unknown>(model, (channel) =>
      'fixed' in wanted ? declareQueue(channel, wanted) : declareExchange(channel, wanted),
    )
    return ''
  } catch (error) {
    if (replyCode(error) === undefined) throw error
    const text = error instanceof Error ? error.message : ''
    return text.slice(Math.max(0, text.search(/[A-Z]+_[A-Z]+ - /)))
  }
}

/** `the value 'quorum' of type 'longstr'` and `'topic'`, without what surrounds them. */
const plain = (told: string): string => /^(?:the value )?'(.*?)'(?: of type .*)?$/.exec(told)?.[1] ?? told

/** `inequivalent arg 'x-overflow' for queue 'q' in vhost '/': received 'a' but current is 'b'`: the broker's words. */
const INEQUIVALENT = /inequivalent arg '([^']*)'.*: received (.*) but current is (.*?)"?$/

function unfit(kind: 'exchange' | 'queue', name: string, told: string): LayoutItem {
  const [, setting, wanted, found] = INEQUIVALENT.exec(told) ?? []
  if (setting === undefined || wanted === undefined || found === undefined)
    return item(kind, name, told.startsWith(DIFFERS) ? 'different' : 'unseen', told)
  const difference = { setting: setting.replace(/^x-/, ''), wanted: plain(wanted), found: plain(found) }
  return item(kind, name, 'different', inWords([difference]), [difference])
}
