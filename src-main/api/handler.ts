/** What a handler is given and gives back, derived from the contract. */
import type { ContractProcedure, InferSchemaInput, InferSchemaOutput } from '@orpc/contract'
import type { Transaction, Work } from '../work/index.ts'
import type { Session } from './session.ts'

export interface Call<I> {
  readonly input: I
  readonly session: Session
  readonly work: Work
  /** Of a subscription it also aborts when the session leaves its context or the call would no longer be let in. */
  readonly signal?: AbortSignal
  /** For jobs: a transaction of its own with its trail, as often as the job needs. */
  readonly transaction: Transaction
  /** For what goes on after its call: whether it would be let in now as well. */
  readonly allowed: () => Promise<boolean>
}

/** One handler per procedure of the contract; a missing one does not compile. */
export type Handlers<C> = {
  readonly [K in keyof C]: C[K] extends ContractProcedure<infer I, infer O, infer _E, infer _M>
    ? (call: Call<InferSchemaOutput<I>>) => Promise<InferSchemaInput<O>> | InferSchemaInput<O>
    : Handlers<C[K]>
}
export type AnyHandler = (call: Call<unknown>) => unknown
