import { z } from 'zod'
import { signUpBecause, signUpOutcome } from '../../../src-preload/contract/enrollment.ts'
import { leftThere } from '../../../src-preload/contract/transfers.ts'
import { collection } from '../spec.ts'
import { base } from './shared.ts'
import { leftBehind } from './transfers.ts'

const signUpSchema = z.object({
  ...base,
  signUpId: z.string(),
  email: z.string(),
  outcome: signUpOutcome,
  because: signUpBecause,
  userId: z.string().nullable(),
  /** The tenant that took the user in, that the user waits for, or that made the offer. */
  tenantId: z.string().nullable(),
  memberId: z.string().nullable(),
  approvalId: z.string().nullable(),
  domain: z.string().nullable(),
})
export type SignUpRecord = z.infer<typeof signUpSchema>
/** What came of each sign-up, in the tenant of the identities: delivered again, it is answered from here. */
export const signUps = collection<SignUpRecord>({
  name: 'signUps',
  schema: signUpSchema,
  fields: { signUpId: 'string', userId: 'string' },
  indexes: [{ fields: ['signUpId'], unique: true }, { fields: ['userId'] }],
  searchable: [],
})

const offerSchema = z.object({
  ...base,
  userId: z.string(),
  email: z.string(),
  claimId: z.string(),
  state: z.enum(['offered', 'accepted', 'declined', 'undone']),
  /** What came of it: the membership, and what moved with it. */
  accepted: z
    .object({ memberId: z.string(), at: z.string(), spaceId: z.string(), items: z.array(leftBehind) })
    .optional(),
  /** What did not come back when it was taken back. */
  left: z.array(leftThere).optional(),
})
export type MigrationOfferRecord = z.infer<typeof offerSchema>
/** People with an account of their own to whom an organization offers to move in. One per person, kept when it is decided. */
export const migrationOffers = collection<MigrationOfferRecord>({
  name: 'migrationOffers',
  schema: offerSchema,
  fields: { userId: 'string', state: 'string', claimId: 'string' },
  // A person reads their own, whichever tenants made them.
  indexes: [
    { fields: ['userId'], unique: true },
    { fields: ['userId'], across: true },
  ],
  searchable: [],
})
