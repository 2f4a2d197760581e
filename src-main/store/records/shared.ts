import { z } from 'zod'

/** The fields of every record, as the adapters store them. */
export const base = {
  id: z.string().min(1),
  orgId: z.string().min(1),
  version: z.number().int().min(1),
  createdAt: z.string(),
  updatedAt: z.string(),
}
export const ids = z.array(z.string())
