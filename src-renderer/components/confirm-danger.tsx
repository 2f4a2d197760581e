import { Alert, Button, Group, getDefaultZIndex, List, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { UseQueryResult } from '@tanstack/react-query'
import { isValidElement, type ReactElement, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fieldErrors } from '../errors.ts'
import { Dialog } from './dialog.tsx'
import { ErrorState } from './error-state.tsx'
import { focusDrawn } from './focus-drawn.ts'
import { LoadingState } from './loading-state.tsx'
import { QueryState } from './query-state.tsx'

/** What is about to happen, and what it takes to confirm it. */
export interface DangerPlan {
  readonly title: string
  readonly text?: string
  /** The blast radius: counts and names, one line each; or what draws itself. */
  readonly affects: readonly ReactNode[] | ReactElement
  /** What `affects` is read from: while it is not there, nothing can be confirmed, and that is what is shown. */
  readonly weighed?: UseQueryResult<unknown>
  /** Whether `affects` is still being asked for: its lines would push the buttons from under the pointer. */
  readonly asking?: boolean
  /** Whether it would do anything and would not be refused; without a word it may be tried. */
  readonly possible?: boolean
  readonly confirm: string
  readonly reason: 'required' | 'optional' | 'none'
  /** The name to type where it cannot be undone. */
  readonly typedName?: string
  /** Says that it cannot be undone; without a word, wherever a name is to be typed. */
  readonly final?: boolean
  /** Does it. Rejects with the console's error, which is shown here; resolves to close. */
  readonly run: (reason: string) => Promise<unknown>
}

interface ConfirmDangerProps {
  /** Null while nothing is to be confirmed. */
  readonly plan: DangerPlan | null
  readonly onClose: () => void
  /** It lies over whatever is open, where that was drawn after it. */
  readonly onTop?: boolean
}

/** The last question before something dangerous: its blast radius first, then the reason, then the name. */
export function ConfirmDanger({ plan, onClose, onTop = false }: ConfirmDangerProps) {
  const [busy, setBusy] = useState(false)
  const question = plan !== null && <Question plan={plan} onClose={onClose} busy={busy} setBusy={setBusy} />
  return (
    <Dialog
      busy={busy}
      opened={plan !== null}
      onClose={onClose}
      title={plan?.title}
      size="lg"
      zIndex={getDefaultZIndex(onTop ? 'popover' : 'modal')}
    >
      {plan?.asking ? (
        <LoadingState lines={5} />
      ) : plan?.weighed ? (
        <QueryState query={plan.weighed}>{() => question}</QueryState>
      ) : (
        question
      )}
    </Dialog>
  )
}

/** The contract takes reasons from 3 characters on. */
const SHORTEST_REASON = 3

interface QuestionProps {
  readonly plan: DangerPlan
  readonly onClose: () => void
  readonly busy: boolean
  readonly setBusy: (busy: boolean) => void
}

function Question({ plan, onClose, busy, setBusy }: QuestionProps) {
  const { t } = useTranslation('components')
  const { t: words } = useTranslation('words')
  const [reason, setReason] = useState('')
  const [typed, setTyped] = useState('')
  const [error, setError] = useState<unknown>(null)
  const named = plan.typedName === undefined || typed.trim() === plan.typedName
  const possible = plan.possible !== false
  const reasoned = plan.reason !== 'required' || reason.trim().length >= SHORTEST_REASON
  const confirm = async (): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      await plan.run(reason.trim())
      onClose()
    } catch (caught) {
      setError(caught)
    } finally {
      setBusy(false)
    }
  }
  const affects = isValidElement(plan.affects) ? (
    plan.affects
  ) : (
    <Alert color="orange" icon={<IconAlertTriangle />} title={t('danger.affects')}>
      <List size="sm" spacing={2}>
        {plan.affects.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one plan never move
          <List.Item key={at}>{line}</List.Item>
        ))}
        {(plan.final ?? plan.typedName !== undefined) && <List.Item>{t('danger.irreversible')}</List.Item>}
      </List>
    </Alert>
  )
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (possible && named && reasoned && !busy) void confirm()
      }}
    >
      <Stack gap="md">
        {plan.text !== undefined && <Text size="sm">{plan.text}</Text>}
        {affects}
        {plan.reason !== 'none' && (
          <Textarea
            ref={focusDrawn}
            data-autofocus
            label={plan.reason === 'required' ? t('danger.reason') : t('danger.reasonOptional')}
            description={t('danger.reasonHint')}
            required={plan.reason === 'required'}
            maxLength={500}
            autosize
            minRows={2}
            value={reason}
            error={fieldErrors(error)['reason']}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        )}
        {plan.typedName !== undefined && (
          <TextInput
            required
            label={t('danger.typeName', { name: plan.typedName })}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        {error !== null && <ErrorState error={error} />}
        <Group justify="flex-end">
          <Button variant="default" disabled={busy} onClick={onClose}>
            {words('cancel')}
          </Button>
          <Button type="submit" color="red.8" loading={busy} disabled={!possible || !named || !reasoned}>
            {plan.confirm}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
