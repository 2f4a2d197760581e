import type { ComponentProps } from 'react'
import classes from './plain-checkbox.module.css'

interface PlainCheckboxProps extends Omit<ComponentProps<'input'>, 'type' | 'className'> {
  /** Shown beside it, and its name. */
  readonly word?: string | undefined
}

/**
 * A checkbox that is one element, for rows and matrices: Mantine's is nine components, drawn twice when it is made, which
 * were half of those of a table's row.
 */
export function PlainCheckbox({ word, ...input }: PlainCheckboxProps) {
  if (word === undefined) return <input type="checkbox" className={classes['box']} {...input} />
  return (
    <label className={classes['worded']}>
      <input type="checkbox" className={classes['box']} {...input} />
      {word}
    </label>
  )
}
