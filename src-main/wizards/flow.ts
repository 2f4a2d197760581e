/** What a guided flow is made of: steps that are checked one by one, and one deed at the end. */
import type { z } from 'zod'
import type { Operation, ResourceType } from '../../src-preload/contract/access.ts'
import { CastellanError } from '../../src-preload/contract/errors.ts'
import type { Answers, StepsOf, WizardKind, WizardResult } from '../../src-preload/contract/wizards.ts'
import type { WizardRecord } from '../store/records/index.ts'
import type { Work } from '../work/index.ts'

/** What a connection attempt found. */
export interface Probed {
  readonly server: string
  readonly milliseconds: number
}
/** Workspaces of this machine, and the keychain that holds what connects them. Given by the composition root. */
export interface Workspaces {
  names(): Promise<readonly string[]>
  /** Keeps a secret under a flow's id until it is finished or given up. */
  keep(flowId: string, name: 'mongodb' | 'amqp', secret: string): Promise<void>
  forget(flowId: string): Promise<void>
  probeDatabase(uri: string): Promise<Probed>
  probeBroker(uri: string): Promise<Probed>
  /** Adds the workspace with the secrets that were kept. */
  add(flowId: string, workspace: { readonly name: string; readonly operator: string }): Promise<void>
}

export interface Ports {
  readonly workspaces?: Workspaces
}

/** Throws `UNAVAILABLE` in a host that connects no workspaces. */
export function requireWorkspaces({ workspaces }: Ports): Workspaces {
  if (workspaces) return workspaces
  throw new CastellanError('UNAVAILABLE', 'Workspaces are connected from the console on your own machine.', {
    what: 'workspaces',
  })
}

export type Partial_<K extends WizardKind> = { readonly [S in StepsOf<K>]?: Answers<K>[S] }

/** What a step brings up beside its answer. */
export interface Checked<A> {
  /** The answer as it is kept; without its secret, say. */
  readonly answer: A
  readonly notes?: { readonly [name: string]: string }
}
export interface Step<K extends WizardKind, S extends StepsOf<K>> {
  readonly schema: z.ZodType<Answers<K>[S]>
  /** Asks the world outside (a database, DNS) before anything is written. Throws typed errors. */
  readonly probe?: (
    ports: Ports,
    answer: Answers<K>[S],
    flow: WizardRecord,
  ) => Promise<Checked<Answers<K>[S]>>
  /** Checks against the store, in the transaction that keeps the answer; may bring up notes. */
  readonly check?: (
    work: Work,
    answer: Answers<K>[S],
    answers: Partial_<K>,
    flow: WizardRecord,
  ) => Promise<{ readonly [name: string]: string } | undefined>
}
export type Result = Readonly<Required<Pick<WizardResult, 'text' | 'id' | 'outcome' | 'name'>>> & {
  readonly count?: number
}
export interface Flow<K extends WizardKind> {
  readonly kind: K
  /** What whoever goes through it must be allowed, asked anew at every step; null: nothing of the organization. */
  readonly needs: readonly [ResourceType, Operation] | null
  readonly steps: { readonly [S in StepsOf<K>]: Step<K, S> }
  /** Does it, in one transaction with the end of the flow. */
  readonly finish: (work: Work, answers: Answers<K>, flow: WizardRecord) => Promise<Result>
  /** What cannot be in a transaction, done right before it; done twice it does nothing the second time. */
  readonly before?: (ports: Ports, answers: Answers<K>, flow: WizardRecord) => Promise<void>
}

/** A flow of any kind, as the steps' own names and answers are no longer told apart. */
export interface AnyFlow {
  readonly needs: readonly [ResourceType, Operation] | null
  readonly steps: { readonly [step: string]: AnyStep }
  readonly finish: (work: Work, answers: Given, flow: WizardRecord) => Promise<Result>
  readonly before?: (ports: Ports, answers: Given, flow: WizardRecord) => Promise<void>
}
type Given = { readonly [step: string]: unknown }
interface AnyStep {
  readonly schema: z.ZodType
  readonly probe?: (ports: Ports, answer: unknown, flow: WizardRecord) => Promise<Checked<unknown>>
  readonly check?: (
    work: Work,
    answer: unknown,
    answers: Given,
    flow: WizardRecord,
  ) => Promise<{ readonly [name: string]: string } | undefined>
}
