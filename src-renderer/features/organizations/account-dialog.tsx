import { Badge, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { email as emailSchema } from '../../../src-preload/contract/shared.ts'
import type { Account } from '../../../src-preload/contract/users.ts'
import { Guarded, useClient } from '../../app/index.ts'
import { ConfirmDanger, type DangerPlan, ErrorState, Modal, Time, tell } from '../../components/index.ts'
import { problemOf } from '../../errors.ts'

interface AccountDialogProps {
  readonly opened: boolean
  readonly onClose: () => void
}

/** One person's account, found by its address: an operator disables it, and enables it again. */
export function AccountDialog({ opened, onClose }: AccountDialogProps) {
  const { t } = useTranslation('organizations')
  const { t: words } = useTranslation('words')
  return (
    <Modal
      opened={opened}
      closeButtonProps={{ 'aria-label': words('close') }}
      onClose={onClose}
      size="lg"
      title={t('account.title')}
    >
      <Search />
    </Modal>
  )
}

function Search() {
  const { t } = useTranslation('organizations')
  const client = useClient()
  const [typed, setTyped] = useState('')
  const [found, setFound] = useState<Account | null>(null)
  const [error, setError] = useState<unknown>(null)
  const address = emailSchema.safeParse(typed)
  const find = async (): Promise<void> => {
    if (!address.success) return
    setFound(null)
    setError(null)
    try {
      setFound(await client.users.find({ email: address.data }))
    } catch (caught) {
      setError(caught)
    }
  }
  const none = error !== null && problemOf(error).code === 'NOT_FOUND'
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {t('account.text')}
      </Text>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void find()
        }}
      >
        <Group align="flex-end" wrap="nowrap">
          <TextInput
            data-autofocus
            flex={1}
            type="email"
            label={t('account.address')}
            value={typed}
            error={none ? t('account.none') : undefined}
            onChange={(event) => {
              setTyped(event.currentTarget.value)
              setFound(null)
              setError(null)
            }}
          />
          <Button type="submit" variant="default" disabled={!address.success}>
            {t('account.find')}
          </Button>
        </Group>
      </form>
      {error !== null && !none && <ErrorState error={error} onRetry={() => void find()} />}
      {found !== null && <Found account={found} onChanged={setFound} />}
    </Stack>
  )
}

interface FoundProps {
  readonly account: Account
  readonly onChanged: (account: Account) => void
}

function Found({ account, onChanged }: FoundProps) {
  const { t } = useTranslation('organizations')
  const client = useClient()
  const [plan, setPlan] = useState<DangerPlan | null>(null)
  const { id, version, email, state } = account
  const member = t('account.organizations', { count: account.organizations })
  const told = account.organizations > 0 ? [t('account.reasonTold')] : []
  const disable = (): void =>
    setPlan({
      title: t('account.disableTitle', { email }),
      affects: [member, t('account.disableSessions'), t('account.disableKept'), ...told],
      confirm: t('account.disableConfirm'),
      reason: 'required',
      run: async (reason) => {
        onChanged(await client.users.disable({ id, version, reason }))
        tell(t('account.disabled', { email }))
      },
    })
  const enable = (): void =>
    setPlan({
      title: t('account.enableTitle', { email }),
      affects: [member, t('account.enableAccess'), ...told],
      confirm: t('account.enableConfirm'),
      reason: 'required',
      run: async (reason) => {
        onChanged(await client.users.enable({ id, version, reason }))
        tell(t('account.enabled', { email }))
      },
    })
  return (
    <Group justify="space-between" wrap="nowrap">
      <div>
        <Group gap="xs">
          <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
            {email}
          </Text>
          <Badge color={state === 'active' ? 'teal' : 'red'}>{t(`account.state.${state}`)}</Badge>
        </Group>
        <Text size="sm" c="dimmed">
          {member} · {t('account.since')} <Time at={account.createdAt} />
        </Text>
      </div>
      <Guarded type="platformUser" operation="suspend">
        {state === 'active' ? (
          <Button color="red" variant="light" onClick={disable}>
            {t('account.disable')}
          </Button>
        ) : (
          <Button variant="default" onClick={enable}>
            {t('account.enable')}
          </Button>
        )}
      </Guarded>
      <ConfirmDanger plan={plan} onClose={() => setPlan(null)} />
    </Group>
  )
}
