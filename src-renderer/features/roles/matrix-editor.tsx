import { Checkbox, Table, Text, Tooltip } from '@mantine/core'
import { useCallbackRef } from '@mantine/hooks'
import { type KeyboardEvent, memo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Matrix, Operation, ResourceType } from '../../../src-preload/contract/access.ts'
import { PlainCheckbox } from '../../components/index.ts'
import classes from './matrix.module.css'
import { columnsOf, exists, GROUPS, has, withCells } from './matrix.ts'

interface MatrixEditorProps {
  readonly matrix: Matrix
  /** As saved; cells that differ from it are marked. */
  readonly saved: Matrix
  /** What the person at the screen holds: nobody gives what they do not hold. */
  readonly held: Matrix
  /** The same function at every drawing, so that what is typed beside the matrix does not draw it. Absent: it is only shown. */
  readonly onChange?: (matrix: Matrix) => void
}

const STEPS: { readonly [key: string]: readonly [number, number] } = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

/** Resource types × operations. Arrow keys move between cells, space switches one. */
export const MatrixEditor = memo(function MatrixEditor({ matrix, saved, held, onChange }: MatrixEditorProps) {
  const { t } = useTranslation('roles')
  const { t: words } = useTranslation('words')
  const set = useCallbackRef((cells: Cells, on: boolean) => onChange?.(withCells(matrix, cells, on)))
  const frame = useRef<HTMLDivElement>(null)
  const onKey = (event: KeyboardEvent): void => {
    const step = STEPS[event.key]
    const from = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-cell]') : null
    if (!step || !from) return
    const [row = 0, column = 0] = (from.dataset['cell'] ?? '').split('/').map(Number)
    const inputs = [...(frame.current?.querySelectorAll<HTMLElement>('[data-cell]') ?? [])]
    const candidates = inputs.map((el) => ({ el, at: (el.dataset['cell'] ?? '').split('/').map(Number) }))
    const ahead = candidates.filter(({ at: [r = 0, c = 0] }) =>
      step[0] !== 0 ? Math.sign(r - row) === step[0] : r === row && Math.sign(c - column) === step[1],
    )
    const distance = ({ at: [r = 0, c = 0] }: { at: number[] }): number =>
      Math.abs(r - row) * 100 + Math.abs(c - column)
    const [nearest] = ahead.sort((a, b) => distance(a) - distance(b))
    nearest?.el.querySelector('input')?.focus()
    event.preventDefault()
  }
  let row = 0
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the check boxes inside
    <div ref={frame} onKeyDown={onKey}>
      {GROUPS.map(({ id, types }) => {
        const columns = columnsOf(types)
        return (
          <Table
            key={id}
            className={classes['group']}
            verticalSpacing={4}
            horizontalSpacing="xs"
            withRowBorders
          >
            <Table.Thead>
              <Table.Tr>
                <Table.Th className={classes['type']}>{t(`group.${id}`)}</Table.Th>
                {columns.map((operation) => (
                  <Table.Th key={operation} className={classes['operation']}>
                    {words(`operation.${operation}`)}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {types.map((type) => {
                row += 1
                return (
                  <Table.Tr key={type}>
                    <Table.Th scope="row" className={classes['type']}>
                      <RowToggle
                        type={type}
                        columns={columns}
                        matrix={matrix}
                        held={held}
                        onSet={onChange && set}
                      />
                    </Table.Th>
                    {columns.map((operation, column) =>
                      exists(type, operation) ? (
                        <Cell
                          key={operation}
                          at={`${row}/${column}`}
                          type={type}
                          operation={operation}
                          on={has(matrix, type, operation)}
                          saved={has(saved, type, operation)}
                          held={has(held, type, operation)}
                          onSet={onChange && set}
                        />
                      ) : (
                        <Table.Td key={operation} aria-hidden />
                      ),
                    )}
                  </Table.Tr>
                )
              })}
            </Table.Tbody>
          </Table>
        )
      })}
    </div>
  )
})

type Cells = readonly (readonly [ResourceType, Operation])[]
type OnSet = ((cells: Cells, on: boolean) => void) | undefined

interface CellProps {
  readonly at: string
  readonly type: ResourceType
  readonly operation: Operation
  /** In the matrix as it is, as it was saved, and in what the person at the screen holds. */
  readonly on: boolean
  readonly saved: boolean
  readonly held: boolean
  readonly onSet: OnSet
}

/** Memoised: a click draws its cell, and not all of them. */
const Cell = memo(function Cell({ at, type, operation, on, saved, held, onSet }: CellProps) {
  const { t } = useTranslation('roles')
  const { t: words } = useTranslation('words')
  const locked = !on && !held
  const changed = on !== saved
  const label = `${words(`type.${type}`)}: ${words(`operation.${operation}`)}`
  const box = (
    <PlainCheckbox
      checked={on}
      disabled={onSet === undefined}
      // Shown and reached by the keys as every other, so that it can say why.
      aria-disabled={locked || undefined}
      aria-label={changed ? `${label} (${t('changedCell')})` : label}
      onChange={(event) => locked || onSet?.([[type, operation]], event.currentTarget.checked)}
    />
  )
  return (
    <Table.Td data-cell={at} data-changed={changed || undefined} className={classes['cell']}>
      {onSet !== undefined && locked ? (
        <Tooltip
          label={t('notHeld', { permission: `${type}.${operation}` })}
          multiline
          maw={280}
          events={{ hover: true, focus: true, touch: true }}
        >
          <span>{box}</span>
        </Tooltip>
      ) : (
        box
      )}
    </Table.Td>
  )
})

interface RowToggleProps {
  readonly type: ResourceType
  readonly columns: readonly Operation[]
  readonly matrix: Matrix
  readonly held: Matrix
  readonly onSet: OnSet
}

/** Switches the whole row, as far as the person holds it. */
function RowToggle({ type, columns, matrix, held, onSet }: RowToggleProps) {
  const { t: words } = useTranslation('words')
  const { t } = useTranslation('roles')
  const own = columns.filter((o) => exists(type, o))
  const on = own.filter((o) => has(matrix, type, o))
  const name = words(`type.${type}`)
  if (onSet === undefined)
    return (
      <Text size="sm" fw={500}>
        {name}
      </Text>
    )
  const all = on.length === own.length
  const cells = own.filter((o) => all || has(held, type, o)).map((o) => [type, o] as const)
  return (
    <Checkbox
      size="xs"
      label={name}
      checked={all}
      indeterminate={on.length > 0 && !all}
      aria-label={t('wholeRow', { type: name })}
      onChange={() => onSet(cells, !all)}
    />
  )
}
