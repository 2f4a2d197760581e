/** How the collections are sharded: data for an operator of a sharded cluster, who runs it once. */
import type { Document } from 'mongodb'
import type { CollectionSpec } from '../spec.ts'

export interface ShardStep {
  /** To be run on this database through a `mongos`. */
  readonly on: string
  readonly command: Document
}

/**
 * The commands, in order. The key is led by the organization, so that each query of the store goes to
 * one shard, and ends with the id, so that a large organization can still be split. It is the collection's
 * unique index (orgId, _id), which `prepare` must have made before. Not run by this program.
 */
export function shardPlan(database: string, specs: readonly CollectionSpec[]): ShardStep[] {
  return [
    { on: 'admin', command: { enableSharding: database } },
    ...specs.map((spec) => ({
      on: 'admin',
      command: { shardCollection: `${database}.${spec.name}`, key: { orgId: 1, _id: 1 }, unique: true },
    })),
  ]
}
