import { Anchor } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from '../events.module.css'

/** Items of one list or object that are shown before one asks for more. */
const FIRST_ITEMS = 100
const LONGEST_TEXT = 400

interface JsonTreeProps {
  /** Whatever was parsed. It is shown as text, never interpreted. */
  readonly value: unknown
  readonly label: string
  /** Words beside a value, by its path. */
  readonly words: (path: readonly string[]) => string
  /** Levels that are open at first. */
  readonly open?: number
}

/** A value as a folded tree. */
export function JsonTree({ value, label, words, open = 2 }: JsonTreeProps) {
  return (
    <section aria-label={label}>
      <Items value={value} path={[]} words={words} open={open} />
    </section>
  )
}

interface ItemsProps {
  readonly value: unknown
  readonly path: readonly string[]
  readonly words: JsonTreeProps['words']
  readonly open: number
}

function Items({ value, path, words, open }: ItemsProps) {
  const { t } = useTranslation('events')
  const [shown, setShown] = useState(FIRST_ITEMS)
  const entries = Object.entries(typeof value === 'object' && value !== null ? value : { '': value })
  return (
    <ul className={classes['tree']}>
      {entries.slice(0, shown).map(([name, item]) => (
        <Item key={name} name={name} value={item} path={[...path, name]} words={words} open={open} />
      ))}
      {entries.length > shown && (
        <li>
          <Anchor component="button" type="button" size="xs" onClick={() => setShown((n) => n + FIRST_ITEMS)}>
            {t('tree.more', { count: Math.min(FIRST_ITEMS, entries.length - shown) })}
          </Anchor>
        </li>
      )}
    </ul>
  )
}

function Item({ name, value, path, words, open }: ItemsProps & { readonly name: string }) {
  const { t } = useTranslation('events')
  const [unfolded, setUnfolded] = useState(path.length < open)
  const nested = typeof value === 'object' && value !== null
  const size = nested ? Object.keys(value).length : 0
  const word = words(path)
  return (
    <li>
      <div className={classes['node']}>
        {nested && size > 0 ? (
          <button
            type="button"
            className={classes['toggle']}
            aria-expanded={unfolded}
            aria-label={name}
            onClick={() => setUnfolded((u) => !u)}
          >
            {unfolded ? '▾' : '▸'}
          </button>
        ) : (
          <span className={classes['toggle']} aria-hidden />
        )}
        {name !== '' && <span className={classes['name']}>{name}</span>}
        {nested ? (
          <span className={classes['dimmed']}>
            {Array.isArray(value) ? '[ ]' : '{ }'} {t('tree.items', { count: size })}
          </span>
        ) : (
          <Leaf value={value} />
        )}
        {word !== '' && <span className={classes['word']}>{word}</span>}
      </div>
      {nested && unfolded && size > 0 && <Items value={value} path={path} words={words} open={open} />}
    </li>
  )
}

function Leaf({ value }: { readonly value: unknown }) {
  const { t } = useTranslation('events')
  const [whole, setWhole] = useState(false)
  const text = typeof value === 'string' ? value : String(value)
  const long = text.length > LONGEST_TEXT && !whole
  return (
    <span className={classes['value']} data-kind={value === null ? 'null' : typeof value}>
      {long ? `${text.slice(0, LONGEST_TEXT)}… ` : text === '' ? '""' : text}
      {long && (
        <Anchor component="button" type="button" size="xs" onClick={() => setWhole(true)}>
          {t('tree.whole')}
        </Anchor>
      )}
    </span>
  )
}
