/**
 * The router: contract and services brought together. The rule it keeps: permission, validation, trail
 * and errors happen here, in one chain, for every procedure and every transport.
 */
export { approvals } from './approved.ts'
export type { Described } from './catalogue.ts'
export { type Api, type ApiParts, createApi } from './create-api.ts'
export { declaredProcedures, describeContract } from './describe.ts'
export type { Handlers } from './handler.ts'
export type { Simulator } from './handlers/events.ts'
export { tableOf } from './router.ts'
export { Session } from './session.ts'
