/** Whether an invitation still runs is a question of its state and of time: nothing has to come by and expire it. */
import { all, any, eq, type Predicate, range } from '../store/index.ts'
import type { InvitationRecord } from '../store/records/index.ts'

type State = InvitationRecord['state']

/** A pending invitation past its day reads as expired. */
export const stateAt = ({ state, expiresAt }: InvitationRecord, now: Date): State =>
  state === 'pending' && expiresAt <= now.toISOString() ? 'expired' : state

/** The condition that `stateAt` finds this state. */
export function inStateAt(state: State, now: Date): Predicate {
  // A range ends before its bound, and an invitation ends with its instant.
  const after = new Date(now.getTime() + 1).toISOString()
  switch (state) {
    case 'pending':
      return all(eq('state', 'pending'), range('expiresAt', { from: after }))
    case 'expired':
      return any(eq('state', 'expired'), all(eq('state', 'pending'), range('expiresAt', { to: after })))
    case 'accepted':
    case 'revoked':
      return eq('state', state)
  }
}
