import { Badge } from '@mantine/core'

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
  return <Badge color={COLOR[state]}>{label}</Badge>
}
