import { memo } from 'react'
import type { EventRow } from '../../../../src-preload/contract/events.ts'
import classes from '../events.module.css'
import { ExchangeMark } from '../exchange-badge.tsx'
import type { Line } from './event-buffer.ts'
import type { RowWords } from './words.ts'

/** Pixels, as the style sheet has them. */
export const ROW_HEIGHT = 30
export const HEAD_HEIGHT = 31

interface LiveRowProps {
  /** Undefined while it is asked for. */
  readonly row: Line
  readonly index: number
  readonly template: string
  readonly operator: boolean
  readonly active: boolean
  readonly open: boolean
  readonly words: RowWords
  readonly onOpen: (row: EventRow) => void
}

/** One event. Everything in it is text from the wire, and stays text. */
export const LiveRow = memo(function LiveRow(props: LiveRowProps) {
  const { row, index, template, operator, active, open, words, onOpen } = props
  return (
    // biome-ignore lint/a11y/useSemanticElements: a grid made of divs
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names the active row
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys
    <div
      role="row"
      id={`event-${index}`}
      aria-rowindex={index + 2}
      aria-selected={open}
      data-active={active || undefined}
      className={`${classes['line']} ${classes['row']}`}
      style={{ gridTemplateColumns: template, transform: `translateY(${index * ROW_HEIGHT}px)` }}
      onClick={row && (() => onOpen(row))}
    >
      {row ? <Cells row={row} operator={operator} words={words} /> : <Cell>…</Cell>}
    </div>
  )
})

function Cells({
  row,
  operator,
  words,
}: Pick<LiveRowProps, 'operator' | 'words'> & { readonly row: EventRow }) {
  const { clock, exchanges, actorOf, organizationOf, simulated } = words
  return (
    <>
      <Cell className={classes['figures']}>{clock(row.time)}</Cell>
      <Cell>
        <ExchangeMark exchange={row.exchange} words={exchanges} />
      </Cell>
      <Cell className={classes['mono']}>
        {row.type}
        {row.simulated && <span className={classes['simulated']}>{simulated}</span>}
      </Cell>
      {row.name === '' ? (
        <Cell className={`${classes['mono']} ${classes['dimmed']}`}>{row.subject}</Cell>
      ) : (
        <Cell>{row.name}</Cell>
      )}
      <Cell>{actorOf(row)}</Cell>
      {operator && <Cell>{organizationOf(row)}</Cell>}
      <Cell className={`${classes['mono']} ${classes['dimmed']}`}>{row.key}</Cell>
    </>
  )
}

function Cell({
  className = '',
  children,
}: {
  readonly className?: string
  readonly children: React.ReactNode
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a grid made of divs
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus
    <div role="gridcell" className={`${classes['cell']} ${className}`}>
      {children}
    </div>
  )
}
