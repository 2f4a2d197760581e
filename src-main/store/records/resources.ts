import { z } from 'zod'
import { resourceKind } from '../../../src-preload/contract/access.ts'
import { visibility } from '../../../src-preload/contract/resources.ts'
import { collection } from '../spec.ts'
import { base, ids } from './shared.ts'

const schema = z.object({
  ...base,
  kind: resourceKind,
  name: z.string(),
  description: z.string(),
  visibility,
  teamIds: ids,
  createdBy: z.string(),
  creatorName: z.string(),
  sizeBytes: z.number().int(),
  /** The team whose slices of the pools it uses; null: none's. */
  countsTo: z.string().nullable().default(null),
})
export type ResourceRecord = z.infer<typeof schema>

/** The four shared kinds in one collection: they differ in kind, not in what the console does with them. */
export const resources = collection<ResourceRecord>({
  name: 'resources',
  schema,
  fields: {
    kind: 'string',
    name: 'string',
    visibility: 'string',
    teamIds: 'string[]',
    createdBy: 'string',
    creatorName: 'string',
    sizeBytes: 'number',
    countsTo: 'string',
  },
  indexes: [
    { fields: ['kind', 'name'] },
    { fields: ['kind', 'createdAt'] },
    { fields: ['createdBy'] },
    { fields: ['countsTo'] },
  ],
  searchable: ['name', 'description'],
})
