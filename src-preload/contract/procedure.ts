/**
 * How a procedure is declared. Every procedure says who may call it and what the trail keeps of it;
 * one that does not is a type error in `contract/index.ts` and refused when the router starts.
 */
import { type AnySchema, type ContractProcedure, type ErrorMap, oc } from '@orpc/contract'
import type { Operation, ResourceType } from './access.ts'

/**
 * Who may call it:
 * - `type`/`operation` in the session's organization. `type` may be read from an input field (`{ field: 'kind' }`),
 *   `id` names the input field with the single resource; where one procedure does several things, `operation` is
 *   looked up by an input field that says which (`{ by, of }`), and a value that is not in the table is refused;
 * - `each`/`operation`: on every single resource that the list field names, each item with `kind` and `id`;
 * - `self`: any signed-in person, for what concerns only themselves, with the reason; with `here` it changes something
 *   in the session's organization, where the state of the organization or of the membership may forbid all changes;
 * - `public`: anybody, with the reason.
 */
export type Permission =
  | {
      readonly type: ResourceType | { readonly field: string }
      readonly operation: Operation | OperationByField
      readonly id?: string
    }
  | { readonly each: string; readonly operation: Operation }
  | { readonly self: string; readonly here?: true }
  | { readonly public: string }

/** The operation that is asked, by the value of an input field, whose path has dots (`change.kind`). */
export interface OperationByField {
  readonly by: string
  readonly of: { readonly [value: string]: Operation }
}

/** What the trail keeps: an `action` on success and refusal, or only refusals, or nothing (with the reason). */
export type AuditRule =
  | { readonly action: string; readonly reason?: 'required' | 'optional' }
  | { readonly refusals: true }
  | { readonly none: string }

/**
 * - `read`: no transaction; `write`: handler, audit record and events in one transaction;
 * - `job`: long work that streams progress and makes its own transactions; `stream`: live subscription.
 */
export type Mode = 'read' | 'write' | 'job' | 'stream'

export interface ProcedureMeta {
  readonly permission: Permission
  readonly audit: AuditRule
  readonly mode: Mode
  /**
   * For a `write`: the input field with an id that the caller makes. The same call sent again with it changes
   * nothing and is answered as the first time; with another input it is refused.
   */
  readonly once?: string
}

export type DeclaredProcedure = ContractProcedure<AnySchema, AnySchema, ErrorMap, ProcedureMeta>
export interface ContractTree {
  readonly [key: string]: DeclaredProcedure | ContractTree
}

/** A procedure that reads in the session's organization; refusals are kept in the trail. */
export const read = (permission: Permission) =>
  oc.$meta<ProcedureMeta>({ permission, audit: { refusals: true }, mode: 'read' })

/** A procedure that changes something: one transaction holds the change and its audit record. */
export const write = (
  permission: Permission,
  action: string,
  reason?: 'required' | 'optional',
  once?: string,
) => oc.$meta<ProcedureMeta>({ permission, audit: { action, reason }, mode: 'write', once })

/** Long work in its own transactions, with progress. */
export const job = (permission: Permission, action: string) =>
  oc.$meta<ProcedureMeta>({ permission, audit: { action }, mode: 'job' })

/** A live subscription; it ends by itself when the call would no longer be let in. */
export const live = (permission: Permission) =>
  oc.$meta<ProcedureMeta>({ permission, audit: { refusals: true }, mode: 'stream' })

/** A change of the person's own things in the organization, of which the trail keeps only refusals. */
export const noted = (permission: Permission) =>
  oc.$meta<ProcedureMeta>({ permission, audit: { refusals: true }, mode: 'write' })

/** Something of the signed-in person alone: `why` is shown in the reference. */
export const own = (why: string, mode: Mode = 'read') =>
  oc.$meta<ProcedureMeta>({ permission: { self: why }, audit: { none: why }, mode })
/** The same where it changes something in the session's organization. */
export const ownHere = (why: string, mode: 'write' | 'job') =>
  oc.$meta<ProcedureMeta>({ permission: { self: why, here: true }, audit: { none: why }, mode })
/** The same where it changes something that an organization's trail must keep; `elsewhere`: not in the session's one alone. */
export const ownWrite = (why: string, action: string, where: 'here' | 'elsewhere') =>
  oc.$meta<ProcedureMeta>({
    permission: where === 'here' ? { self: why, here: true } : { self: why },
    audit: { action, reason: 'optional' },
    mode: 'write',
  })
/** For anybody, also before signing in. */
export const open = (why: string, mode: Mode = 'read') =>
  oc.$meta<ProcedureMeta>({ permission: { public: why }, audit: { none: why }, mode })
