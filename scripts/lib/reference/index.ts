/**
 * The reference pages under `docs/reference`, made from the code alone: the same code makes the same text, and a test
 * holds what is committed to it.
 */
import { eventPage } from './events.ts'
import type { Page } from './page.ts'
import { procedurePage } from './procedures.ts'

export { COMMAND } from './page.ts'
export const referencePages = (): readonly Page[] => [eventPage(), procedurePage()]
