import { z } from 'zod'

/** One thing that is wrong with an input: the field's path, what is wrong, what would be right. */
export const inputIssue = z.object({ field: z.string(), message: z.string() })
export type InputIssue = z.infer<typeof inputIssue>

/**
 * The catalogue of errors: code → shape of its data. A code that is not here cannot be thrown.
 * What belongs to another tenant answers `NOT_FOUND`, exactly like what does not exist.
 */
export const errorData = {
  UNAUTHENTICATED: z.object({}),
  /** `missing` names the permission (`type.operation`), `because` says in words what would grant it. */
  FORBIDDEN: z.object({ missing: z.string(), because: z.string() }),
  NOT_FOUND: z.object({ type: z.string() }),
  BAD_INPUT: z.object({ issues: z.array(inputIssue) }),
  /** Something with the same unique value exists in this organization. */
  CONFLICT: z.object({ field: z.string() }),
  /** Somebody else changed the record since it was read: read again, then decide. */
  VERSION_CONFLICT: z.object({ expected: z.number(), current: z.number() }),
  /**
   * Without figures where the pool is another tenant's than that in which the call was made. `team`: whose slice of the
   * pool it is. `setAside`: the pool has more, which is for teams that have a slice of it.
   */
  LIMIT_REACHED: z.object({
    pool: z.string(),
    limit: z.number().nullable(),
    used: z.number().nullable(),
    team: z.string().optional(),
    setAside: z.number().optional(),
  }),
  LAST_ADMIN: z.object({}),
  /** `exceeds` lists the permissions that the actor does not hold and so may not grant. */
  ESCALATION: z.object({ exceeds: z.array(z.string()) }),
  ROLE_IN_USE: z.object({ members: z.number(), invitations: z.number(), domains: z.number() }),
  BUILT_IN: z.object({ role: z.string() }),
  /** The organization, membership or user is in a state that does not allow it. */
  WRONG_STATE: z.object({ state: z.string(), allowed: z.array(z.string()) }),
  EXPIRED: z.object({}),
  CANCELLED: z.object({}),
  UNAVAILABLE: z.object({ what: z.string() }),
  /** A defect of ours; `id` is what the log holds. */
  INTERNAL: z.object({ id: z.string() }),
} as const

export type ErrorCode = keyof typeof errorData
export type ErrorData<C extends ErrorCode> = z.infer<(typeof errorData)[C]>

/** An error that may cross the bridge: a code, a sentence for a person, data for the interface. */
export class CastellanError<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: C
  readonly data: ErrorData<C>
  constructor(code: C, message: string, data: ErrorData<C>) {
    super(message)
    this.name = 'CastellanError'
    this.code = code
    this.data = data
  }
}

/** `BAD_INPUT` for one field. */
export const badInput = (field: string, message: string): CastellanError<'BAD_INPUT'> =>
  new CastellanError('BAD_INPUT', `${field}: ${message}`, { issues: [{ field, message }] })

/** `NOT_FOUND`, in the same words whether the thing is missing, foreign or not readable. */
export const notFound = (type: string): CastellanError<'NOT_FOUND'> =>
  new CastellanError('NOT_FOUND', `There is no such ${type} here.`, { type })
