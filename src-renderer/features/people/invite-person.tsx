import { Button, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Invitation } from '../../../src-preload/contract/invitations.ts'
import { email as emailSchema } from '../../../src-preload/contract/shared.ts'
import { useClient, useHere } from '../../app/index.ts'
import { ErrorState, Modal } from '../../components/index.ts'
import { fieldErrors } from '../../errors.ts'
import { RolePicker, TeamPicker } from './access-picker.tsx'
import { issueOf } from './issue.ts'
import { useRefreshPeople } from './use-member-changes.ts'

/** An invitation as it was just made, with the code that is never shown again. */
export interface Issued {
  readonly invitation: Invitation
  readonly token: string
}

interface InvitePersonProps {
  readonly onClose: () => void
  readonly onIssued: (issued: Issued) => void
}

/** Makes an invitation; its code is shown by whoever takes `onIssued`. */
export function InvitePerson({ onClose, onIssued }: InvitePersonProps) {
  const { t } = useTranslation('people')
  const { t: words } = useTranslation('words')
  const client = useClient()
  const { defaultRoleId } = useHere().context
  const refresh = useRefreshPeople()
  const [error, setError] = useState<unknown>(null)
  const form = useForm({
    initialValues: {
      email: '',
      days: 7,
      roleIds: [defaultRoleId] as readonly string[],
      teamIds: [] as readonly string[],
    },
    validate: {
      email: (value) => issueOf(emailSchema, value),
      roleIds: (value) => (value.length === 0 ? t('oneRole') : null),
    },
  })
  const invite = async (values: typeof form.values): Promise<void> => {
    setError(null)
    try {
      const issued = await client.invitations.create({
        ...values,
        roleIds: [...values.roleIds],
        teamIds: [...values.teamIds],
      })
      onClose()
      onIssued(issued)
      await refresh()
    } catch (caught) {
      form.setErrors(fieldErrors(caught))
      setError(caught)
    }
  }
  return (
    <Modal
      opened
      closeButtonProps={{ 'aria-label': words('close') }}
      onClose={onClose}
      size="lg"
      title={t('invite.title')}
    >
      <form onSubmit={form.onSubmit(invite)} noValidate>
        <Stack gap="md">
          <Text size="sm">{t('invite.text')}</Text>
          <Group align="flex-start" grow preventGrowOverflow={false} wrap="nowrap">
            <TextInput
              label={t('invite.email')}
              type="email"
              required
              data-autofocus
              {...form.getInputProps('email')}
            />
            <NumberInput
              label={t('invite.days')}
              min={1}
              max={30}
              clampBehavior="strict"
              allowDecimal={false}
              maw={150}
              value={form.values.days}
              onChange={(value) => form.setFieldValue('days', Number(value) || 1)}
            />
          </Group>
          <RolePicker
            label={t('roles')}
            required
            value={form.values.roleIds}
            onChange={(ids) => form.setFieldValue('roleIds', ids)}
            error={form.errors['roleIds']}
          />
          <TeamPicker
            label={t('teams')}
            description={t('teamsHint')}
            value={form.values.teamIds}
            onChange={(ids) => form.setFieldValue('teamIds', ids)}
            error={form.errors['teamIds']}
          />
          {error !== null && <ErrorState error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {words('cancel')}
            </Button>
            <Button type="submit" loading={form.submitting}>
              {t('invite.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
