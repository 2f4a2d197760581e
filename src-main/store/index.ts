/**
 * Storage behind one port. The rule it keeps: a tenant's records are reached through a tenant scope
 * or not at all, with queries of a closed language that both databases answer alike.
 */
export type { Adapter } from './adapter.ts'
export {
  all,
  any,
  EVERYTHING,
  eq,
  fold,
  isIn,
  NOTHING,
  not,
  type Predicate,
  prefix,
  range,
  text,
} from './predicate.ts'
export { TenantScope } from './scope.ts'
export {
  type ListQuery,
  type Page,
  type PageQuery,
  pageOf,
  type ScopedCollection,
  type ScopedStore,
  type StoreSettings,
} from './scoped.ts'
export { type CollectionSpec, collection, type Draft, type Patch, type TenantRecord } from './spec.ts'
export { Store, StoreUnit } from './store.ts'
