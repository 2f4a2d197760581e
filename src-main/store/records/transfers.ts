import { z } from 'zod'
import { operation, resourceKind } from '../../../src-preload/contract/access.ts'
import { visibility } from '../../../src-preload/contract/resources.ts'
import { collection } from '../spec.ts'
import { base, ids } from './shared.ts'

/** A resource as it was, and as which version it arrived: what taking it back needs to know. */
export const leftBehind = z.object({
  kind: resourceKind,
  id: z.string(),
  name: z.string(),
  /** Version at the target. Another one there means that somebody changed it since. */
  version: z.number().int(),
  visibility,
  teamIds: ids,
  createdBy: z.string(),
  creatorName: z.string(),
  countsTo: z.string().nullable().default(null),
  shares: z.array(
    z.object({
      subjectKind: z.enum(['user', 'team']),
      subjectId: z.string(),
      operations: z.array(operation),
    }),
  ),
})
export type LeftBehind = z.infer<typeof leftBehind>

const schema = z.object({
  ...base,
  /** Made by whoever asked. */
  transferId: z.string(),
  state: z.enum(['done', 'undone']),
  actorId: z.string(),
  targetId: z.string(),
  targetName: z.string(),
  items: z.array(leftBehind),
})
export type TransferRecord = z.infer<typeof schema>
/** What left this tenant. */
export const transfers = collection<TransferRecord>({
  name: 'transfers',
  schema,
  fields: { transferId: 'string', actorId: 'string', state: 'string' },
  indexes: [{ fields: ['transferId'], unique: true }],
  searchable: [],
})
