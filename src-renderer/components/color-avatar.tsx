import { Avatar } from '@mantine/core'
import classes from './color-avatar.module.css'

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

/**
 * Initials on a colour. Decoration beside the name, so screen readers skip it. A person's is one element, for rows:
 * Mantine's is two components that read the theme. An organization's takes the theme's reckoning of which text its colour bears.
 */
export function ColorAvatar({ name, color = colorOf(name), size = 28, shape = 'round' }: ColorAvatarProps) {
  const initials = initialsOf(name)
  if (shape === 'square')
    return (
      <Avatar aria-hidden size={size} radius="sm" color={color} variant="filled">
        {initials}
      </Avatar>
    )
  const style = {
    width: size,
    height: size,
    fontSize: size / 2.5,
    color: `var(--mantine-color-${color}-light-color)`,
    background: `var(--mantine-color-${color}-light)`,
  }
  return (
    <span aria-hidden className={classes['round']} style={style}>
      {initials}
    </span>
  )
}
