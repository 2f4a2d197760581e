/** The broker's management interface (HTTP), for what AMQP cannot tell: arguments, bindings, policies. */
import { z } from 'zod'
import type { Policy } from './items.ts'
import type { SeenPolicy } from './policies.ts'

const PATIENCE_MS = 5_000

const args = z.record(z.string(), z.unknown())
const seenExchange = z.object({ name: z.string(), type: z.string(), durable: z.boolean(), arguments: args })
const seenQueue = z.object({
  name: z.string(),
  durable: z.boolean(),
  type: z.string().default('classic'),
  arguments: args,
})
const seenBinding = z.object({
  source: z.string(),
  destination: z.string(),
  destination_type: z.string(),
  routing_key: z.string(),
})
const seenPolicy = z
  .object({
    name: z.string(),
    pattern: z.string(),
    'apply-to': z.string(),
    priority: z.number(),
    definition: args,
  })
  .transform(({ 'apply-to': applyTo, ...rest }): SeenPolicy => ({ ...rest, applyTo }))
/** A list in new versions, one text in old ones. */
const tags = z.union([z.array(z.string()), z.string().transform((text) => text.split(','))])

export type SeenExchange = z.infer<typeof seenExchange>
export type SeenQueue = z.infer<typeof seenQueue>

/** All that is there, of one virtual host. */
export interface Seen {
  readonly exchanges: ReadonlyMap<string, SeenExchange>
  readonly queues: ReadonlyMap<string, SeenQueue>
  readonly bindings: readonly z.infer<typeof seenBinding>[]
  readonly policies: readonly SeenPolicy[]
}

export class Management {
  /** Without name and password; may be shown. */
  readonly address: string
  readonly #authorization: string
  readonly #vhost: string

  /** @param amqp the broker's address @param at where the interface answers, if not on its usual port of the same host */
  constructor(amqp: string, at?: string) {
    const broker = new URL(amqp)
    const url = new URL(at ?? usual(broker))
    const [name, password] = url.username
      ? [url.username, url.password]
      : [broker.username || 'guest', broker.password || 'guest']
    const credentials = `${decodeURIComponent(name)}:${decodeURIComponent(password)}`
    this.#authorization = `Basic ${Buffer.from(credentials).toString('base64')}`
    this.#vhost = encodeURIComponent(decodeURIComponent(broker.pathname.slice(1)) || '/')
    this.address = `${url.protocol}//${url.host}${url.pathname.replace(/\/$/, '')}`
  }

  /** Whether this user may set policies. Throws where the interface does not answer or does not know the user. */
  async maySetPolicies(): Promise<boolean> {
    const { tags: held } = z.object({ tags }).parse(await this.#get('whoami'))
    return held.some((tag) => tag === 'administrator' || tag === 'policymaker')
  }

  async look(): Promise<Seen> {
    const list = async <T extends z.ZodType>(what: string, schema: T): Promise<z.infer<T>[]> =>
      z.array(schema).parse(await this.#get(`${what}/${this.#vhost}`))
    const exchanges = await list('exchanges', seenExchange)
    const queues = await list('queues', seenQueue)
    return {
      exchanges: new Map(exchanges.map((e) => [e.name, e])),
      queues: new Map(queues.map((q) => [q.name, q])),
      bindings: await list('bindings', seenBinding),
      policies: await list('policies', seenPolicy),
    }
  }

  async setPolicy({ name, pattern, applyTo, definition }: Policy): Promise<void> {
    const body = JSON.stringify({ pattern, 'apply-to': applyTo, definition, priority: 0 })
    await this.#ask(`policies/${this.#vhost}/${encodeURIComponent(name)}`, { method: 'PUT', body })
  }

  async #get(path: string): Promise<unknown> {
    return (await this.#ask(path)).json()
  }

  async #ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { authorization: this.#authorization, 'content-type': 'application/json' }
    const response = await fetch(`${this.address}/api/${path}`, {
      ...init,
      headers,
      // Name and password go nowhere else.
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    if (!response.ok) throw new Error(`${this.address} answered ${response.status}`)
    return response
  }
}

/** Its usual ports; with TLS where the broker's address has TLS. */
const usual = ({ protocol, hostname }: URL): string =>
  protocol === 'amqps:' ? `https://${hostname}:15671` : `http://${hostname}:15672`
