/**
 * The store's port over MongoDB: a replica set, majority reads and journaled majority writes. The rule it
 * keeps: no command reaches a collection but with the organization added by `tenant.ts`, or, for reading
 * alone, with a reason to look across that the command carries as its comment.
 */
export { type MongoAddress, openMongo } from './open.ts'
export { shardPlan } from './shard-plan.ts'
