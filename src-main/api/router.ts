/** The table of procedures with their handlers, and the same table as a router for oRPC's transports. */
import { ORPCError, os } from '@orpc/server'
import { CastellanError } from '../../src-preload/contract/errors.ts'
import type { ContractTree } from '../../src-preload/contract/procedure.ts'
import { catalogueOf, type Entry } from './catalogue.ts'
import type { AnyHandler } from './handler.ts'
import type { Session } from './session.ts'

type Call = (
  session: Session,
  path: readonly string[],
  input: unknown,
  signal?: AbortSignal,
) => Promise<unknown>

/** Pairs every procedure with its handler. Throws for one without. */
export function tableOf(
  tree: ContractTree,
  handlers: object,
): Map<string, { entry: Entry; handler: AnyHandler }> {
  const pairs = catalogueOf(tree).map((entry): [string, { entry: Entry; handler: AnyHandler }] => {
    let node: unknown = handlers
    for (const key of entry.path) node = (node as { readonly [k: string]: unknown } | undefined)?.[key]
    if (typeof node !== 'function') throw new Error(`The procedure ${entry.name} has no handler.`)
    return [entry.name, { entry, handler: node as AnyHandler }]
  })
  return new Map(pairs)
}

/** The same table for oRPC's transports. Errors cross with their code, sentence and data, never with a stack. */
export function routerOf(entries: readonly Entry[], call: Call) {
  const procedure = os.$context<{ session: Session }>()
  const tree: { [key: string]: unknown } = {}
  for (const entry of entries) {
    const leaf = procedure.handler(async ({ context, input, signal }) => {
      try {
        return await call(context.session, entry.path, input, signal)
      } catch (error) {
        if (error instanceof CastellanError)
          throw new ORPCError(error.code, { message: error.message, data: error.data, defined: true })
        throw error
      }
    })
    const parent = entry.path.slice(0, -1).reduce((node, key) => {
      node[key] ??= {}
      return node[key] as { [key: string]: unknown }
    }, tree)
    parent[entry.path.at(-1) ?? ''] = leaf
  }
  return tree as { [key: string]: { [key: string]: ReturnType<typeof leafOf> } }
}
const leafOf = () => os.$context<{ session: Session }>().handler(async (): Promise<unknown> => undefined)
