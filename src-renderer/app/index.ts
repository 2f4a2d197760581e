/**
 * The shell around the pages: who is signed in and where, the way to the console, routes, permissions as
 * the window shows them, navigation and palette. It asks the console for everything and decides nothing itself.
 */
export { useApi, useClient } from './connection.tsx'
export { Guarded, Locked, useCan, useWhyNot } from './guarded.tsx'
export { useHere } from './session.tsx'
export { styleNonce } from './style-nonce.ts'
export { useWithoutBroker } from './without-broker.ts'
