/**
 * The console in a window of its own. The rule it keeps: the page is treated as a stranger. It runs in
 * the sandbox, reaches nothing but its own files and one port to the core, and can open nothing.
 */
export { APP_ORIGIN, APP_SCHEME } from './address.ts'
export { isAllowedOutside } from './outside-links.ts'
export { PortGrants } from './port-grants.ts'
