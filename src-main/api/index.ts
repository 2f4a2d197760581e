/**
 * The router: contract and services brought together. The rule it keeps: permission, validation, trail
 * and errors happen here, in one chain, for every procedure and every transport.
 */
import { randomUUID } from 'node:crypto'
import { ORPCError, os } from '@orpc/server'
import { CastellanError } from '../../src-preload/contract/errors.ts'
import { type Contract, contract } from '../../src-preload/contract/index.ts'
import type { ContractTree } from '../../src-preload/contract/procedure.ts'
import { Approvals } from '../approvals/index.ts'
import type { Broker } from '../broker/port.ts'
import type { Dns } from '../enrollment/index.ts'
import type { Flow } from '../events/flow/index.ts'
import { Across } from '../store/across/index.ts'
import type { Store } from '../store/index.ts'
import { executors } from './approved.ts'
import { catalogueOf, type Described, describeEntry, type Entry } from './catalogue.ts'
import { Changes } from './changes.ts'
import { Contexts } from './contexts.ts'
import type { AnyHandler, Handlers } from './handler.ts'
import { approvalHandlers } from './handlers/approvals.ts'
import { audit } from './handlers/audit.ts'
import { domainConflicts, domainHandlers, enrollment } from './handlers/enrollment.ts'
import { eventFlowHandlers, flowHealthHandlers } from './handlers/event-flow.ts'
import { eventHandlers, type Simulator } from './handlers/events.ts'
import { listExports } from './handlers/exports.ts'
import { importHandlers } from './handlers/imports.ts'
import { migrations } from './handlers/migrations.ts'
import { resources } from './handlers/resources.ts'
import { enter, sessionHandlers, signIn, type WorkspaceFacts } from './handlers/session.ts'
import {
  invitations,
  members,
  organizations,
  permissions,
  platform,
  roles,
  teams,
} from './handlers/tenancy.ts'
import { transfers } from './handlers/transfers.ts'
import { type WizardPorts, wizardHandlers } from './handlers/wizards.ts'
import { Refusals } from './refusals.ts'
import { type Chain, run } from './run.ts'
import { Session } from './session.ts'

export { executors } from './approved.ts'
export type { Described } from './catalogue.ts'
export { describeContract } from './describe.ts'
export type { Handlers } from './handler.ts'
export type { Simulator } from './handlers/events.ts'
export type { WorkspaceFacts } from './handlers/session.ts'
export { Session } from './session.ts'

export interface ApiParts {
  readonly store: Store
  readonly workspace: WorkspaceFacts
  readonly version: string
  /** Where the workspace has one. */
  readonly broker?: Broker
  readonly simulator?: Simulator
  readonly health: Pick<Handlers<Contract['health']>, 'check'>
  /** What moves the events in this process, where it does. */
  readonly flow?: Flow | null
  /** What guided flows reach beside the store; a host without it connects no workspaces. */
  readonly ports?: WizardPorts
  /** Whom domain claims are checked with. */
  readonly dns: Dns
  /** Where defects go: an id that the person sees, and what happened. Never an input or a secret. */
  readonly logDefect: (id: string, procedure: string, error: unknown) => void
}

export interface NewSession {
  /** Which host opened it, for the trail's origin. */
  readonly host: string
  /** Whom it is for; absent: nobody is signed in. */
  readonly as?: string
  /** Short name of the organization to begin in; absent: the person's first. */
  readonly org?: string
}

export interface Api {
  readonly router: ReturnType<typeof routerOf>
  newSession(options: NewSession): Promise<Session>
  endSession(session: Session): void
  /** One call, as every transport makes it. Throws `CastellanError` only. */
  call(session: Session, path: readonly string[], input: unknown, signal?: AbortSignal): Promise<unknown>
  procedures(): readonly Described[]
  stop(): Promise<void>
}

/** Starts the api. Throws when a procedure is not declared or has no handler. */
export async function createApi(parts: ApiParts): Promise<Api> {
  const contexts = new Contexts(parts.store)
  const changes = new Changes(parts.store, contexts)
  const defect: Chain['defect'] = (procedure, error) => parts.logDefect(randomUUID(), procedure, error)
  const refusals = new Refusals(parts.store.settings.now)
  const app = `castellan ${parts.version}`
  const chain: Chain = { store: parts.store, contexts, changes, refusals, app, defect }
  const sessionParts = { store: parts.store, contexts, changes, workspace: parts.workspace }
  const here = { broker: parts.broker, flow: parts.flow }
  const handlers: Handlers<Contract> = {
    session: sessionHandlers(sessionParts),
    health: { ...parts.health, ...flowHealthHandlers(parts.store, here) },
    platform,
    organizations,
    members,
    imports: importHandlers((error) => asTyped(error, 'imports.start', parts.logDefect).message),
    exports: listExports,
    invitations,
    teams,
    roles,
    permissions,
    resources,
    approvals: approvalHandlers(new Approvals(executors)),
    domains: domainHandlers(parts.dns),
    domainConflicts,
    transfers,
    migrations,
    enrollment,
    audit,
    wizards: wizardHandlers(parts.ports),
    events: {
      ...eventFlowHandlers(parts.store, here),
      ...eventHandlers({
        store: parts.store,
        broker: parts.broker,
        simulator: parts.simulator,
        workspace: parts.workspace,
        defect: (error) => asTyped(error, 'events', parts.logDefect).message,
      }),
    },
  }
  const table = tableOf(contract, handlers)
  const stopWatching = await changes.start()

  const call: Api['call'] = async (session, path, input, signal) => {
    const found = table.get(path.join('.'))
    if (!found)
      throw new CastellanError('NOT_FOUND', `There is no procedure ${path.join('.')}.`, { type: 'procedure' })
    try {
      return await run(chain, found.entry, found.handler, session, input, signal)
    } catch (error) {
      throw asTyped(error, found.entry.name, parts.logDefect)
    }
  }
  return {
    router: routerOf(
      [...table.values()].map((t) => t.entry),
      call,
    ),
    call,
    procedures: () => [...table.values()].map((t) => describeEntry(t.entry)),
    newSession: async ({ host, as, org }) => {
      const session = new Session(host, null)
      changes.add(session)
      try {
        if (as !== undefined) await signIn(sessionParts, session, as)
        if (org !== undefined) {
          const organization = await new Across(parts.store).organizationBySlug(org)
          await enter(sessionParts, session, organization?.id ?? org)
        }
        return session
      } catch (error) {
        changes.remove(session)
        throw error
      }
    },
    endSession: (session) => {
      session.end()
      changes.remove(session)
    },
    stop: stopWatching,
  }
}

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

function asTyped(error: unknown, procedure: string, log: ApiParts['logDefect']): CastellanError {
  if (error instanceof CastellanError) return error
  const id = randomUUID()
  log(id, procedure, error)
  return new CastellanError(
    'INTERNAL',
    `Something went wrong on our side. Please tell us this number: ${id}`,
    { id },
  )
}

/** The same table for oRPC's transports. Errors cross with their code, sentence and data, never with a stack. */
function routerOf(entries: readonly Entry[], call: Api['call']) {
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
