import type { ReactNode } from 'react'
import classes from './plain-badge.module.css'

interface PlainBadgeProps {
  /** A colour of the theme. */
  readonly color: string
  /** Before the word; decoration. */
  readonly icon?: ReactNode
  readonly children: string
}

/** A word on its colour that is two elements, for rows: Mantine's is two components that read the theme. */
export function PlainBadge({ color, icon, children }: PlainBadgeProps) {
  const style = {
    color: `var(--mantine-color-${color}-light-color)`,
    background: `var(--mantine-color-${color}-light)`,
  }
  return (
    <span className={classes['badge']} style={style}>
      {icon}
      <span className={classes['word']}>{children}</span>
    </span>
  )
}
