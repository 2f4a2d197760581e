import { Tooltip } from '@mantine/core'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Operation } from '../../../src-preload/contract/access.ts'
import { useCan, useWhyNot } from '../../app/index.ts'
import { PlainCheckbox } from '../../components/index.ts'
import type { On } from './grants.ts'

interface OperationBoxProps {
  readonly on: On
  readonly operation: Operation
  readonly granted: boolean
  /** Read out for the box; shown beside it where `withWord`. */
  readonly label: string
  readonly withWord?: boolean
  /** The same function at every drawing, as `on` is the same object: of a matrix one box is drawn again and not all. */
  readonly onChange: (on: On, operation: Operation, granted: boolean) => void
}

/** One cell of the matrix. It cannot be ticked by who does not hold it, and says so; taking away stays possible. */
export const OperationBox = memo(function OperationBox({
  on,
  operation,
  granted,
  label,
  withWord = false,
  onChange,
}: OperationBoxProps) {
  const { t } = useTranslation('teams')
  const { t: words } = useTranslation('words')
  const can = useCan()
  const whyNot = useWhyNot()('team', 'update')
  // A single thing may be held by a share of it, which the window does not know: there the console decides.
  const beyond = on.resourceId === null && !granted && !can(on.type, operation)
  const reason = whyNot ?? (beyond ? t('grants.notHeld') : null)
  return (
    <Tooltip label={reason ?? ''} disabled={reason === null} multiline maw={280}>
      {/* The span takes the hover, which a disabled box does not. */}
      <span style={{ display: 'inline-flex', verticalAlign: 'middle' }}>
        <PlainCheckbox
          checked={granted}
          disabled={reason !== null}
          aria-label={withWord ? undefined : label}
          word={withWord ? words(`operation.${operation}`) : undefined}
          onChange={() => onChange(on, operation, !granted)}
        />
      </span>
    </Tooltip>
  )
})
