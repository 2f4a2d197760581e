import { z } from 'zod'
import { collection } from '../spec.ts'
import { base } from './shared.ts'

const schema = z.object({ ...base, key: z.string(), inputHash: z.string(), answer: z.string() })
export type AnswerRecord = z.infer<typeof schema>
/** Answers of calls that may be sent again, for a while. */
export const answers = collection<AnswerRecord>({
  name: 'answers',
  schema,
  fields: { key: 'string' },
  indexes: [{ fields: ['key'], unique: true }, { fields: ['createdAt'] }],
  searchable: [],
})
