/** What of the event flow a monitor shows. The parts are joined by "and"; one that is absent asks nothing. */
import { z } from 'zod'
import { exchange } from '../event-types/index.ts'
import { isKeyPattern } from './key-pattern.ts'
import { PathError, parsePath } from './path.ts'

export { isKeyPattern } from './key-pattern.ts'
export { type Comparison, type PathCondition, PathError, parsePath, type Step, type Test } from './path.ts'

const word = z.string().min(1).max(100)

export const eventFilter = z.object({
  exchanges: z.array(exchange).max(5).optional(),
  /** Pattern over the whole routing key, such as `member.#`. */
  key: z
    .string()
    .refine(isKeyPattern, 'must be words between dots; * stands for one word, # for any number')
    .optional(),
  types: z.array(word).max(100).optional(),
  /** User id of who did it. */
  actorId: word.optional(),
  /** For operators, who see more than one. */
  orgIds: z.array(word).max(50).optional(),
  /** Every word is somewhere in the event, in whatever case. */
  text: z.string().trim().max(200).optional(),
  /** A condition on values inside the event. */
  path: z
    .string()
    .max(500)
    .superRefine((text, ctx) => {
      try {
        parsePath(text)
      } catch (error) {
        if (!(error instanceof PathError)) throw error
        ctx.addIssue({ code: 'custom', message: error.message })
      }
    })
    .optional(),
})
export type EventFilter = z.infer<typeof eventFilter>
