/** Pieces that several events' data use. An event carries ids, names and states; never a secret, never content. */
import { z } from 'zod'

export const idOf = z.string().min(1)
export const name = z.string()
export const why = z
  .string()
  .optional()
  .describe("Why, in the actor's words; absent where nobody had to say.")
export const changed = z.array(z.string()).describe('The fields that changed, by name.')

/** A version that is published no more, but may still come in. */
export interface EarlierVersion {
  readonly version: number
  readonly data: z.ZodObject
  /** Brings data of this version to the next one's shape. */
  readonly upgrade: (data: { readonly [field: string]: unknown }) => unknown
}

/** One type of event: the handler type (exchange) that carries it, the version of its schema, what it tells. */
export interface EventType<T extends z.ZodObject = z.ZodObject> {
  readonly exchange: Exchange
  readonly version: number
  readonly about: string
  readonly data: T
  /** Ascending, without gaps up to the current one. */
  readonly earlier?: readonly EarlierVersion[]
  /** Published by another service of the platform and only consumed here. */
  readonly external?: true
}

/** The five handler types, each with a durable topic exchange `castellan.<name>`. */
export const EXCHANGES = ['wizard', 'approval', 'users', 'organizations', 'management'] as const
export type Exchange = (typeof EXCHANGES)[number]
export const exchange = z.enum(EXCHANGES)

/** Declares the types of one exchange. */
export const on =
  <const E extends Exchange>(carrier: E) =>
  <const T extends z.ZodRawShape>(about: string, data: T) => ({
    exchange: carrier,
    version: 1 as const,
    about,
    data: z.object(data),
  })

/** The next version of a type. What earlier ones published is still read, by `upgrade` in the new shape. */
export const nextVersion = <B extends EventType, const T extends z.ZodRawShape>(
  before: B,
  data: T,
  upgrade: EarlierVersion['upgrade'],
) => ({
  ...before,
  version: before.version + 1,
  data: z.object(data),
  earlier: [...(before.earlier ?? []), { version: before.version, data: before.data, upgrade }],
})
