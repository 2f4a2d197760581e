import { Tooltip } from '@mantine/core'
import { cloneElement, type MouseEvent, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Operation, ResourceType } from '../../src-preload/contract/access.ts'
import { refusalOf } from './can.ts'
import { useHere } from './session.tsx'

/** `useCan()('team', 'create')`: whether roles, teams and the organization's state allow it on the type. */
export function useCan(): (type: ResourceType, operation: Operation) => boolean {
  const { context } = useHere()
  return (type, operation) => refusalOf(context, type, operation) === null
}

/** `useWhyNot()('team', 'create')`: the sentence that says why it is refused, or null where it is allowed. */
export function useWhyNot(): (type: ResourceType, operation: Operation) => string | null {
  const { context } = useHere()
  const { t } = useTranslation('words')
  return (type, operation) => {
    const refusal = refusalOf(context, type, operation)
    if (refusal === null) return null
    if (refusal !== 'missing') return t(`refused.${refusal}`)
    const sentence = t('refused.missing', {
      operation: t(`operation.${operation}`),
      type: t(`type.${type}`),
      permission: `${type}.${operation}`,
    })
    const contact = context.supportContact
    return contact === '' ? sentence : `${sentence} ${t('refused.ask', { contact })}`
  }
}

interface Lockable {
  readonly onClick?: (event: MouseEvent<HTMLElement>) => void
  readonly 'data-disabled'?: boolean
  readonly 'aria-disabled'?: boolean
}

interface LockedProps {
  /** Why it may not be used; null leaves it as it is. */
  readonly reason: string | null
  /** A button-like control, which stays focusable so that the reason is reached by keyboard too. */
  readonly children: ReactElement<Lockable>
}

/** A control that shows but does nothing while there is a reason, which it tells on hover and focus. */
export function Locked({ reason, children }: LockedProps) {
  if (reason === null) return children
  const locked = cloneElement(children, {
    'data-disabled': true,
    'aria-disabled': true,
    onClick: (event) => event.preventDefault(),
  })
  return (
    <Tooltip label={reason} multiline maw={320} withArrow events={{ hover: true, focus: true, touch: true }}>
      {locked}
    </Tooltip>
  )
}

interface GuardedProps {
  readonly type: ResourceType
  readonly operation: Operation
  /** A further reason, such as "built-in roles stay as they are"; permission comes first. */
  readonly reason?: string | null
  readonly children: ReactElement<Lockable>
}

/** A control that needs a permission: disabled with the reason on hover, never hidden. */
export function Guarded({ type, operation, reason = null, children }: GuardedProps) {
  const whyNot = useWhyNot()
  return <Locked reason={whyNot(type, operation) ?? reason}>{children}</Locked>
}
