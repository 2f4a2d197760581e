/** What the console is connected to. */
import { z } from 'zod'
import { open } from './procedure.ts'

export const connection = z.object({
  state: z.enum(['up', 'down', 'none']),
  /** Product and version, such as `MongoDB 8.0.4`. */
  server: z.string(),
  milliseconds: z.number().nullable(),
})
export const health = {
  check: open('says only which servers answer, nothing of any tenant').output(
    z.object({ database: connection, broker: connection, version: z.string() }),
  ),
}
