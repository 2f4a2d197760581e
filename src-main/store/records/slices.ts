import { z } from 'zod'
import { slicedPool } from '../../../src-preload/contract/slices.ts'
import { collection } from '../spec.ts'
import { base } from './shared.ts'

const schema = z.object({ ...base, teamId: z.string(), pool: slicedPool, limit: z.number().int().min(0) })
export type SliceRecord = z.infer<typeof schema>
/** What of a pool is set aside for a team. A team without a record has no slice of that pool. */
export const slices = collection<SliceRecord>({
  name: 'slices',
  schema,
  fields: { teamId: 'string', pool: 'string', limit: 'number' },
  indexes: [{ fields: ['pool', 'teamId'], unique: true }, { fields: ['teamId'] }],
  searchable: [],
})
