/**
 * Lists that leave the console as a file. The window reads their rows like any others; before it hands the file over
 * it says so here, so that the trail keeps who took what out.
 */
import { z } from 'zod'
import { OPERATIONS, type Operation, RESOURCE_TYPES, type ResourceType } from './access.ts'
import { write } from './procedure.ts'
import { done } from './shared.ts'

/** Types that have a list. */
const LISTED = RESOURCE_TYPES.filter((type) => (OPERATIONS[type] as readonly Operation[]).includes('read'))

/** What taking a list out asks for: members their own permission, everything else to be read. */
export const EXPORT_OPERATIONS: { readonly [type: string]: 'read' | 'export' } = Object.fromEntries(
  LISTED.map((type) => [type, type === 'member' ? 'export' : 'read']),
)

export const listExports = {
  record: write(
    { type: { field: 'type' }, operation: { by: 'type', of: EXPORT_OPERATIONS } },
    'list.exported',
  )
    .input(
      z.object({
        type: z.enum(LISTED as [ResourceType, ...ResourceType[]]),
        rows: z.number().int().min(0),
        columns: z.array(z.string().max(120)).min(1).max(60),
        /** What the list was narrowed by and how it was sorted, as the window names it; empty: everything. */
        filter: z.string().max(2000).default(''),
      }),
    )
    .output(done),
}
