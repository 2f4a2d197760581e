import { Checkbox, Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Operation } from '../../../src-preload/contract/access.ts'
import { useCan, useWhyNot } from '../../app/index.ts'
import type { On } from './grants.ts'

interface OperationBoxProps {
  readonly on: On
  readonly operation: Operation
  readonly granted: readonly Operation[]
  /** Read out for the box; shown beside it where `withWord`. */
  readonly label: string
  readonly withWord?: boolean
  readonly onChange: (operations: readonly Operation[]) => void
}

/** One cell of the matrix. It cannot be ticked by who does not hold it, and says so; taking away stays possible. */
export function OperationBox({
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
  const checked = granted.includes(operation)
  // A single thing may be held by a share of it, which the window does not know: there the console decides.
  const beyond = on.resourceId === null && !checked && !can(on.type, operation)
  const reason = whyNot ?? (beyond ? t('grants.notHeld') : null)
  return (
    <Tooltip label={reason ?? ''} disabled={reason === null} multiline maw={280}>
      {/* The span takes the hover, which a disabled box does not. */}
      <span style={{ display: 'inline-flex', verticalAlign: 'middle' }}>
        <Checkbox
          size="xs"
          checked={checked}
          disabled={reason !== null}
          aria-label={withWord ? undefined : label}
          label={withWord ? words(`operation.${operation}`) : undefined}
          onChange={() =>
            onChange(checked ? granted.filter((o) => o !== operation) : [...granted, operation])
          }
        />
      </span>
    </Tooltip>
  )
}
