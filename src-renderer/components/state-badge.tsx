import { PlainBadge } from './plain-badge.tsx'

const COLOR = {
  active: 'teal',
  invited: 'blue',
  pending: 'blue',
  accepted: 'teal',
  suspended: 'orange',
  closing: 'red',
  closed: 'gray',
  expired: 'gray',
  revoked: 'gray',
} as const

/** A state as a word on its colour; the word alone says it too. */
export function StateBadge({ state, label }: { readonly state: keyof typeof COLOR; readonly label: string }) {
  return <PlainBadge color={COLOR[state]}>{label}</PlainBadge>
}
