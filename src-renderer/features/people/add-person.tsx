import { Button, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { displayName, email as emailSchema } from '../../../src-preload/contract/shared.ts'
import { useClient, useHere } from '../../app/index.ts'
import { ErrorState, Modal, tell } from '../../components/index.ts'
import { fieldErrors } from '../../errors.ts'
import { RolePicker, TeamPicker } from './access-picker.tsx'
import { issueOf } from './issue.ts'
import { useRefreshPeople } from './use-member-changes.ts'

/** Adds somebody at once. */
export function AddPerson({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('people')
  const { t: words } = useTranslation('words')
  const client = useClient()
  const { defaultRoleId } = useHere().context
  const refresh = useRefreshPeople()
  const [error, setError] = useState<unknown>(null)
  const form = useForm({
    initialValues: {
      email: '',
      name: '',
      department: '',
      title: '',
      roleIds: [defaultRoleId] as readonly string[],
      teamIds: [] as readonly string[],
    },
    validate: {
      email: (value) => issueOf(emailSchema, value),
      name: (value) => issueOf(displayName, value),
      roleIds: (value) => (value.length === 0 ? t('oneRole') : null),
    },
  })
  const add = async (values: typeof form.values): Promise<void> => {
    setError(null)
    try {
      const member = await client.members.add({
        ...values,
        roleIds: [...values.roleIds],
        teamIds: [...values.teamIds],
      })
      tell(t('add.done', { name: member.name }))
      await refresh()
      onClose()
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
      title={t('add.title')}
    >
      <form onSubmit={form.onSubmit(add)} noValidate>
        <Stack gap="md">
          <Text size="sm">{t('add.text')}</Text>
          <SimpleGrid cols={2}>
            <TextInput
              label={t('add.email')}
              type="email"
              required
              data-autofocus
              {...form.getInputProps('email')}
            />
            <TextInput label={t('add.name')} required {...form.getInputProps('name')} />
            <TextInput label={t('add.department')} maxLength={120} {...form.getInputProps('department')} />
            <TextInput label={t('add.jobTitle')} maxLength={120} {...form.getInputProps('title')} />
          </SimpleGrid>
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
              {t('add.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
