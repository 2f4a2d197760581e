/**
 * What is the window's own and lives nowhere else: the connection's state, the commands that pages
 * offer, preferences of this person on this machine. Server data never goes here; it lives in TanStack Query.
 */

export { useAnnouncement } from './announcement.ts'
export { useCommandRegistry, useCommands } from './commands.ts'
export { type Job, leaveJobs, useJobs } from './jobs.ts'
export { useLink } from './link.ts'
export type { Sample } from './pace.ts'
export { usePreferences } from './preferences.ts'
export { type UrlState, useUrlPart, useUrlState } from './url-state.ts'
