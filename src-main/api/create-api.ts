/** Contract and services brought together, with what every call shares. */
import { randomUUID } from 'node:crypto'
import { CastellanError } from '../../src-preload/contract/errors.ts'
import { type Contract, contract } from '../../src-preload/contract/index.ts'
import type { Broker } from '../broker/index.ts'
import type { Dns } from '../enrollment/index.ts'
import type { Flow } from '../events/flow/index.ts'
import { Across } from '../store/across/index.ts'
import type { Store } from '../store/index.ts'
import { approvals } from './approved.ts'
import { type Described, describeEntry } from './catalogue.ts'
import { Changes } from './changes.ts'
import { Contexts } from './contexts.ts'
import type { Handlers } from './handler.ts'
import { approvalHandlers } from './handlers/approvals.ts'
import { audit } from './handlers/audit.ts'
import { domainConflicts, domainHandlers, enrollment } from './handlers/enrollment.ts'
import { eventFlowHandlers, flowHealthHandlers } from './handlers/event-flow.ts'
import { eventHandlers, type Simulator } from './handlers/events.ts'
import { listExports } from './handlers/exports.ts'
import { importHandlers } from './handlers/imports.ts'
import { invitations } from './handlers/invitations.ts'
import { members } from './handlers/members.ts'
import { migrations } from './handlers/migrations.ts'
import { organizations } from './handlers/organizations.ts'
import { permissions } from './handlers/permissions.ts'
import { platform } from './handlers/platform.ts'
import { resources } from './handlers/resources.ts'
import { roles } from './handlers/roles.ts'
import { enter, sessionHandlers, signIn, type WorkspaceFacts } from './handlers/session.ts'
import { teams } from './handlers/teams.ts'
import { transfers } from './handlers/transfers.ts'
import { users } from './handlers/users.ts'
import { type WizardPorts, wizardHandlers } from './handlers/wizards.ts'
import { Jobs } from './jobs.ts'
import { Refusals } from './refusals.ts'
import { routerOf, tableOf } from './router.ts'
import { type Chain, run } from './run.ts'
import { Session } from './session.ts'

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
  /** Each call, how it ended, and how long it took; a stream's until it began. Never what it was given. */
  readonly logCall?: (procedure: string, outcome: string, milliseconds: number) => void
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
  /** Waits until no job goes on that a call of this api began, or `signal` aborts. */
  jobsEnded(signal: AbortSignal): Promise<void>
  /** Cancels the jobs that go on and waits for their closing records, 10 s at most. */
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
  const jobs = new Jobs()
  const here = { broker: parts.broker, flow: parts.flow }
  const handlers: Handlers<Contract> = {
    session: sessionHandlers(sessionParts),
    health: { ...parts.health, ...flowHealthHandlers(parts.store, here) },
    platform,
    users,
    organizations,
    members,
    imports: importHandlers(jobs, (error) => asTyped(error, 'imports.start', parts.logDefect).message),
    exports: listExports,
    invitations,
    teams,
    roles,
    permissions,
    resources,
    approvals: approvalHandlers(approvals),
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
        jobs,
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
    const since = performance.now()
    const log = (outcome: string): void =>
      parts.logCall?.(found.entry.name, outcome, performance.now() - since)
    try {
      const answer = await run(chain, found.entry, found.handler, session, input, signal)
      log('done')
      return answer
    } catch (error) {
      const typed = asTyped(error, found.entry.name, parts.logDefect)
      log(typed.code)
      throw typed
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
    jobsEnded: (signal) => jobs.allEnded(signal),
    stop: async () => {
      await jobs.stop()
      await stopWatching()
    },
  }
}

/** What is thrown as an error of the catalogue. A defect is logged under an id, which is all that a caller hears of it. */
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
