/**
 * People from a directory's file: recognise, map, decide who gets what, check every row, write.
 * Nothing is written before the last step, and a running import does not depend on this page.
 */
export { FollowedImports } from './followed-imports.tsx'
export { ImportChip } from './import-chip.tsx'
export { ImportPage } from './import-page.tsx'
