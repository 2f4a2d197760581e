/**
 * Knowledge bases, chatbots, assistants and templates. The rule it keeps: they belong to the tenant, a
 * list carries the permission service's predicate, and nothing is filtered after reading.
 */
export { countableTeams, mayCountTo } from './counts-to.ts'
export { factsOf, isKind, readable, resourceFacts } from './facts.ts'
export { deleteMany, previewOfMany, setVisibilityOfMany } from './many.ts'
export {
  amountsOf,
  createResource,
  deleteResource,
  getResource,
  listResources,
  setVisibility,
  updateResource,
} from './resources.ts'
export { listShares, shareResource, unshareResource } from './shares.ts'
