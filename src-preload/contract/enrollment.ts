/** Sign-up: what happens when somebody with an address of a claimed domain signs up, and what would. */
import { z } from 'zod'
import { claimState } from './domains.ts'
import { read, write } from './procedure.ts'
import { displayName, email, id } from './shared.ts'

/**
 * - `enrolled`: a member from now on; `waiting`: no seat left, the admins are asked;
 * - `member`: was one already; `offered`: has an account already, and may move it in;
 * - `personal`: a personal space and nothing else; `refused`: nothing at all.
 */
export const signUpOutcome = z.enum(['enrolled', 'waiting', 'member', 'offered', 'personal', 'refused'])
export type SignUpOutcome = z.infer<typeof signUpOutcome>

/** The rule that decided. */
export const signUpBecause = z.enum([
  'domain',
  'invitation',
  'seatsFull',
  'seatRefused',
  'alreadyMember',
  'existingAccount',
  'noClaim',
  'organizationNotActive',
  'unverified',
  'userDisabled',
])
export type SignUpBecause = z.infer<typeof signUpBecause>

export const signUpResult = z.object({
  signUpId: id,
  outcome: signUpOutcome,
  because: signUpBecause,
  userId: id.nullable(),
  /** The organization that took the user in, that the user waits for, or that made the offer. */
  orgId: id.nullable(),
  memberId: id.nullable(),
  approvalId: z.string().nullable(),
  /** Whose account pays for the user's usage; null: the user's own. */
  billedTo: id.nullable(),
  /** The claimed domain that decided. */
  domain: z.string().nullable(),
})
export type SignUpResult = z.infer<typeof signUpResult>

export const signUpInput = z.object({
  /** The sign-up's own id, by which it is known when it is delivered again. */
  signUpId: id,
  email,
  name: displayName,
  /** Whether the sign-up service proved that the address is the user's. */
  verified: z.boolean(),
})
export type SignUpInput = z.infer<typeof signUpInput>

export const addressTrial = z.object({
  email: z.string(),
  outcome: signUpOutcome,
  because: signUpBecause,
  /** The claim of this organization that covers the address, also one that enrolls nobody; null where none does. */
  claim: z.object({ id, domain: z.string(), unicode: z.string(), state: claimState }).nullable(),
  roleIds: z.array(z.string()),
  teamIds: z.array(id),
  /**
   * What this organization cannot know and would change the outcome: `moreSpecific`, somebody else may have the
   * sub-domain itself; `existingAccount`, whoever has an account already is made an offer instead.
   */
  unless: z.array(z.enum(['moreSpecific', 'existingAccount'])),
})
export type AddressTrial = z.infer<typeof addressTrial>

export const enrollment = {
  /** What the sign-up service reports. The same sign-up again changes nothing and gives the same answer. */
  signUp: write({ type: 'platformSignUp', operation: 'create' }, 'signUp.handled')
    .input(signUpInput)
    .output(signUpResult),
  /** What would happen if this address signed up, by this organization's own claims. Changes nothing. */
  tryAddress: read({ type: 'domain', operation: 'read' })
    .input(z.object({ email, verified: z.boolean().default(true) }))
    .output(addressTrial),
}
