import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconMailX } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState, Modal, tell } from '../../components/index.ts'
import { type Problem, problemOf } from '../../errors.ts'
import { useClient } from '../connection.tsx'
import { useSwitch } from '../use-switch.ts'
import { useDialogs } from './dialogs.ts'

/** Where a link with an invitation leads. */
export const JOIN = '/join/'

/** The code in an address of the console; empty where there is none. */
export const codeIn = (path: string): string => (path.startsWith(JOIN) ? path.slice(JOIN.length) : '')

/** The code in what was pasted: alone, or at the end of a link. */
const pasted = (text: string): string => text.trim().split('/').at(-1) ?? ''

interface AcceptFormProps {
  /** The address of whoever is signed in. */
  readonly email: string
  /** From a link; empty where it is to be typed. */
  readonly code: string
  readonly onDone: () => void
}

/** Takes the code of an invitation and goes to the organization that it is for. */
export function AcceptForm({ email, code: given, onDone }: AcceptFormProps) {
  const { t } = useTranslation('shell')
  const client = useClient()
  const navigate = useNavigate()
  const { enter } = useSwitch()
  const [code, setCode] = useState(given)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const accept = async (): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      const { orgId, name } = await client.invitations.accept({ token: pasted(code) })
      onDone()
      // The code has been used: it does not stay in the address.
      await navigate({ to: '/', replace: true, search: {} })
      await enter(orgId, name)
      tell(t('join.done', { name }))
    } catch (caught) {
      setError(caught)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (code.trim() !== '') void accept()
      }}
    >
      <Stack gap="md">
        <Text size="sm">{t('join.text', { email })}</Text>
        <TextInput
          data-autofocus
          label={t('join.code')}
          description={t('join.codeHint')}
          required
          autoComplete="off"
          spellCheck={false}
          maxLength={400}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        {error !== null && <Refused error={error} email={email} />}
        <Group justify="flex-end">
          <Button type="submit" loading={busy} disabled={code.trim() === ''}>
            {t('join.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Which words say why; null where the common ones do. */
function wordsOf(problem: Problem) {
  switch (problem.code) {
    case 'NOT_FOUND':
    case 'BAD_INPUT':
      return 'unknown' as const
    case 'EXPIRED':
      return 'expired' as const
    case 'CONFLICT':
      return 'member' as const
    case 'ESCALATION':
      return 'author' as const
    case 'LIMIT_REACHED':
      return 'full' as const
    case 'WRONG_STATE':
      return problem.data.state === 'accepted' ? ('used' as const) : ('revoked' as const)
    default:
      return null
  }
}

function Refused({ error, email }: { readonly error: unknown; readonly email: string }) {
  const { t } = useTranslation('shell')
  const why = wordsOf(problemOf(error))
  if (why === null) return <ErrorState error={error} />
  return (
    <Alert color="red" role="alert" icon={<IconMailX />} title={t(`join.refused.${why}`)}>
      <Text size="sm">{t(`join.advice.${why}`, { email })}</Text>
    </Alert>
  )
}

/** The same in a dialog, from the switcher, the menu and the palette. */
export function AcceptInvitation({ email }: { readonly email: string }) {
  const { t } = useTranslation('shell')
  const { open, show } = useDialogs()
  const close = (): void => show(null)
  return (
    <Modal opened={open === 'join'} onClose={close} title={t('join.title')} size="lg">
      <AcceptForm email={email} code="" onDone={close} />
    </Modal>
  )
}
