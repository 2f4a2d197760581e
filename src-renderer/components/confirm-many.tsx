import { Text } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { BulkPreview as Preview } from '../../src-preload/contract/shared.ts'
import { BulkPreview, useWhyNotYet } from './bulk-preview.tsx'
import { ConfirmDanger, type DangerPlan } from './confirm-danger.tsx'

/** What the question about a change of many is handed: which are meant, and what to do when it is over. */
export interface ManyProps {
  readonly ids: readonly string[]
  readonly onClose: () => void
  readonly onDone: () => void
}

interface ConfirmManyProps<P extends Preview>
  extends Omit<DangerPlan, 'affects' | 'weighed' | 'asking' | 'possible'> {
  readonly preview: UseQueryResult<P>
  /** Whether it takes something away. */
  readonly dangerous: boolean
  /** What else it does, one line each under the names. */
  readonly lines?: (preview: P) => readonly string[]
  readonly onClose: () => void
}

/** The last question before a change of many: what the console says of it first; what it refuses cannot be confirmed. */
export function ConfirmMany<P extends Preview>(props: ConfirmManyProps<P>) {
  const { preview, dangerous, lines, onClose, ...plan } = props
  const { t } = useTranslation('components')
  const whyNot = useWhyNotYet()(true, preview)
  const { data } = preview
  const all = [
    ...(data !== undefined && lines !== undefined ? lines(data) : []),
    ...(plan.typedName === undefined ? [] : [t('danger.irreversible')]),
  ]
  const affects = (
    <BulkPreview dangerous={dangerous} chosen query={preview}>
      {whyNot === null &&
        all.map((line) => (
          <Text key={line} size="sm">
            {line}
          </Text>
        ))}
    </BulkPreview>
  )
  return (
    <ConfirmDanger
      onClose={onClose}
      plan={{ ...plan, affects, asking: preview.isPending, possible: whyNot === null }}
    />
  )
}
