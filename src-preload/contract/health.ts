/** What the console is connected to. */
import { z } from 'zod'
import { open } from './procedure.ts'

export const connection = z.object({
  state: z.enum(['up', 'down', 'none']),
  /** Product and version, such as `MongoDB 8.0.4`. */
  server: z.string(),
  milliseconds: z.number().nullable(),
})
/** `blocked`: it takes nothing for now (memory or disk alarm); `none`: the console carries its events itself. */
export const brokerConnection = connection.extend({
  state: z.enum(['up', 'down', 'blocked', 'none']),
  /** Why it is not up, in the server's or the system's words; plain text. */
  reason: z.string().optional(),
})
export const health = {
  check: open('says only which servers answer, nothing of any tenant').output(
    z.object({ database: connection, broker: brokerConnection, version: z.string() }),
  ),
}
