import { Avatar } from '@mantine/core'

const COLORS = ['indigo', 'teal', 'grape', 'orange', 'cyan', 'pink', 'violet', 'blue'] as const

/** The same text gets the same colour everywhere. */
const colorOf = (text: string): string =>
  COLORS[[...text].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) >>> 0, 7) % COLORS.length] ?? 'indigo'

const initialsOf = (name: string): string => {
  // “Ada Marsh (personal)” is AM, not A(.
  const words = name.split(/\s+/).filter((word) => /^[\p{L}\p{N}]/u.test(word))
  const first = [...(words[0] ?? '')][0] ?? '?'
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : ''
  return (first + last).toLocaleUpperCase()
}

interface ColorAvatarProps {
  readonly name: string
  /** A colour of the theme; without one it follows from the name. */
  readonly color?: string
  readonly size?: number
  /** Organizations are square, people are round. */
  readonly shape?: 'round' | 'square'
}

/** Initials on a colour. Decoration beside the name, so screen readers skip it. */
export function ColorAvatar({ name, color, size = 28, shape = 'round' }: ColorAvatarProps) {
  return (
    <Avatar
      aria-hidden
      size={size}
      radius={shape === 'round' ? 'xl' : 'sm'}
      color={color ?? colorOf(name)}
      variant={shape === 'square' ? 'filled' : 'light'}
    >
      {initialsOf(name)}
    </Avatar>
  )
}
