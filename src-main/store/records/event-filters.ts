import { z } from 'zod'
import { eventFilter } from '../../../src-preload/contract/event-filter/index.ts'
import { collection } from '../spec.ts'
import { base } from './shared.ts'

const schema = z.object({
  ...base,
  /** Whose it is; nobody else sees it. */
  userId: z.string(),
  name: z.string(),
  nameKey: z.string(),
  filter: eventFilter,
})
export type EventFilterRecord = z.infer<typeof schema>

/** Filters of the event monitor that people saved for themselves in an organization. */
export const eventFilters = collection<EventFilterRecord>({
  name: 'eventFilters',
  schema,
  fields: { userId: 'string', name: 'string', nameKey: 'string' },
  indexes: [{ fields: ['userId', 'nameKey'], unique: true }],
  searchable: [],
})
