/**
 * The layout that the console needs on a RabbitMQ: looked at, and completed. The rule it keeps: what is missing is
 * made, what is there otherwise is shown and left alone.
 */
import { type ChannelModel, connect } from 'amqplib'
import { CastellanError } from '../../../../src-preload/contract/errors.ts'
import type { WorkQueue } from '../../port.ts'
import { RETRY_DELAYS_MS } from '../../retry.ts'
import { declareExchange, declareQueue, onScratch } from '../declare.ts'
import { plainReason } from '../plain-reason.ts'
import { exchangeTopology, queueTopology, type Topology } from '../topology.ts'
import { surveyByAmqp } from './by-amqp.ts'
import { surveySeen } from './by-management.ts'
import type { LayoutItem, Step, Survey } from './items.ts'
import { Management } from './management.ts'

export type { LayoutItem } from './items.ts'

export interface LayoutOptions {
  readonly url: string
  readonly queues: readonly WorkQueue[]
  /** Where the management interface answers; without it, its usual port of the same host is tried. */
  readonly management?: string
}
export interface Layout {
  readonly server: string
  /** `policies`: the management interface tells all and tunable settings are policies; `arguments`: they are arguments. */
  readonly settings: 'policies' | 'arguments'
  /** How it was looked at, and what could not be seen therefore; a sentence. */
  readonly how: string
  readonly items: readonly LayoutItem[]
}

/** Looks, and changes nothing. Throws `UNAVAILABLE` where the broker cannot be reached. */
export const lookAtLayout = (options: LayoutOptions): Promise<Layout> =>
  onBroker(options, async (model) => (await survey(model, options)).layout)

/** Makes what is missing and answers what there is then. Done again, it changes nothing. */
export const completeLayout = (options: LayoutOptions): Promise<Layout> =>
  onBroker(options, async (model) => {
    const { steps, management } = await survey(model, options)
    for (const step of steps) await make(model, management, step)
    return (await survey(model, options)).layout
  })

async function onBroker<T>({ url }: LayoutOptions, work: (model: ChannelModel) => Promise<T>): Promise<T> {
  const unreachable = (error: unknown): CastellanError =>
    new CastellanError('UNAVAILABLE', `The broker does not do it: ${plainReason(error, url)}`, {
      what: 'broker',
    })
  const model = await connect(url, { timeout: 10_000 }).catch((error: unknown) => {
    throw unreachable(error)
  })
  model.on('error', () => undefined)
  try {
    return await work(model)
  } catch (error) {
    throw unreachable(error)
  } finally {
    await model.close().catch(() => undefined)
  }
}

interface Surveyed {
  readonly layout: Layout
  readonly steps: readonly Step[]
  readonly management: Management | undefined
}

async function survey(model: ChannelModel, options: LayoutOptions): Promise<Surveyed> {
  const { product, version } = model.connection.serverProperties
  const server = `${product} ${version}`
  const wanted = wantedOf(options.queues)
  const management = new Management(options.url, options.management)
  let seen: Survey
  let policies: boolean
  try {
    policies = await management.maySetPolicies()
    seen = surveySeen(wanted, await management.look(), policies)
  } catch (error) {
    const why = plainReason(causeOf(error), options.url)
    const how =
      `Looked at by AMQP alone: the management interface at ${management.address} does not answer (${why}). ` +
      'Bindings and policies cannot be seen; settings are arguments.'
    const { items, steps } = await surveyByAmqp(model, wanted)
    return { layout: { server, settings: 'arguments', how, items }, steps, management: undefined }
  }
  const how = policies
    ? `Looked at by the management interface at ${management.address}; settings that may be tuned are policies.`
    : `Looked at by the management interface at ${management.address}; this user may not set policies, so settings are arguments.`
  const settings = policies ? 'policies' : 'arguments'
  return { layout: { server, settings, how, items: seen.items }, steps: seen.steps, management }
}

function wantedOf(queues: readonly WorkQueue[]): Topology {
  const parts = [exchangeTopology(), ...queues.map((queue) => queueTopology(queue, RETRY_DELAYS_MS))]
  return {
    exchanges: parts.flatMap((p) => p.exchanges),
    queues: parts.flatMap((p) => p.queues),
    bindings: parts.flatMap((p) => p.bindings),
  }
}

async function make(model: ChannelModel, management: Management | undefined, step: Step): Promise<void> {
  switch (step.kind) {
    case 'policy':
      await management?.setPolicy(step.policy)
      return
    case 'exchange':
      await onScratch(model, (channel) => declareExchange(channel, step.wanted))
      return
    case 'queue':
      await onScratch(model, (channel) => declareQueue(channel, step.wanted))
      return
    case 'binding': {
      const { queue, exchange, pattern } = step.wanted
      await onScratch(model, (channel) => channel.bindQueue(queue, exchange, pattern))
    }
  }
}

/** `fetch` hides why it failed behind a sentence of its own. */
const causeOf = (error: unknown): unknown => (error instanceof Error && error.cause ? error.cause : error)
