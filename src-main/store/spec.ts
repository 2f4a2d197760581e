/** One declaration per collection: it drives both adapters (schema, indexes, validators, shard key). */
import type { z } from 'zod'
import type { Fields } from './predicate.ts'

/** What every record of a tenant has. `version` counts its changes from 1. Times are ISO 8601, UTC. */
export interface TenantRecord {
  readonly id: string
  readonly orgId: string
  readonly version: number
  readonly createdAt: string
  readonly updatedAt: string
}

export interface IndexSpec {
  /** Field names; the organization is put before them by the adapter. A leading `-` sorts descending. */
  readonly fields: readonly string[]
  readonly unique?: boolean
  /** Holds, and where unique compares, only the records where this string field has this value. */
  readonly where?: readonly [field: string, value: string]
  /** Not led by the organization: for a read across tenants that `store/across/` names. Never unique. */
  readonly across?: true
}

export interface CollectionSpec<T extends TenantRecord = TenantRecord> {
  readonly name: string
  readonly schema: z.ZodType<T>
  /** The fields that conditions, sorts, groups and sums may name, beside `id`, `version`, `createdAt`, `updatedAt`. */
  readonly fields: Fields
  readonly indexes: readonly IndexSpec[]
  /** The fields whose folded text the `text` condition searches. */
  readonly searchable: readonly string[]
  /** Phantom, for inference. */
  readonly record?: T
}

export const BASE_FIELDS: Fields = {
  id: 'string',
  version: 'number',
  createdAt: 'string',
  updatedAt: 'string',
}

/** Declares a collection of a tenant's records. */
export function collection<T extends TenantRecord>(
  spec: Omit<CollectionSpec<T>, 'record' | 'searchable'> & {
    readonly searchable: readonly (keyof T & string)[]
  },
): CollectionSpec<T> {
  return { ...spec, fields: { ...BASE_FIELDS, ...spec.fields } }
}

/** What `insert` takes: id, organization, version and times are the store's to give. */
export type Draft<T extends TenantRecord> = Omit<T, keyof TenantRecord>
/** What `update` takes: the fields that change. */
export type Patch<T extends TenantRecord> = Partial<Draft<T>>
