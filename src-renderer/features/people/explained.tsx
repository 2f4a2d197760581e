import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../../src-preload/contract/members.ts'
import type { Explanation } from '../../../src-preload/contract/permissions.ts'
import { useHere } from '../../app/index.ts'
import { usePermissionWords } from './permission-words.ts'

interface ExplainedProps {
  readonly answer: Explanation
  /** Of the member that it is about. */
  readonly state: Member['state']
}

/** Why in a sentence. The core's own is English; other languages get what it says in parts. */
export function Explained({ answer, state }: ExplainedProps) {
  const { t, i18n } = useTranslation('people')
  const { t: words } = useTranslation('words')
  const { context } = useHere()
  const permission = usePermissionWords()
  if (i18n.language.startsWith('en')) return <Text size="sm">{answer.sentence}</Text>
  if (answer.allowed) return null
  if (answer.cut !== null)
    return (
      <Text size="sm">
        {state === 'active' && context.state !== 'active'
          ? words(`refused.${context.state}`)
          : t('why.cut', { state: words(`membershipState.${state}`) })}
      </Text>
    )
  if (answer.missing === null) return null
  return <Text size="sm">{t('why.missing', { permission: permission(answer.missing) })}</Text>
}
