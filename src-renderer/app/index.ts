/**
 * The shell around the pages: who is signed in and where, the way to the console, routes, permissions as
 * the window shows them, navigation and palette. It asks the console for everything and decides nothing itself.
 */
export { useApi, useBridge, useClient } from './connection.tsx'
export { Guarded, Locked, useCan, useWhyNot } from './guarded.tsx'
export { useDoes } from './page-actions.ts'
export { putNewest } from './put-newest.ts'
export { useHere } from './session.tsx'
export { EventStanding, useEventStanding } from './shell/event-standing.tsx'
export { styleNonce } from './style-nonce.ts'
export { useExporting } from './use-exporting.ts'
export { useRoleName } from './use-role-name.ts'
export { useSwitch } from './use-switch.ts'
export { useWithoutBroker } from './without-broker.ts'
