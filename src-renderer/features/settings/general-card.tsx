import {
  Alert,
  Button,
  Card,
  Group,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
  TextInput,
  Title,
} from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconLock } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { BUILT_IN_ROLES } from '../../../src-preload/contract/access.ts'
import type { Organization } from '../../../src-preload/contract/organizations.ts'
import { Locked, useApi, useCan, useWhyNot } from '../../app/index.ts'
import { useRoleName } from '../../app/use-role-name.ts'
import { ErrorState, tell } from '../../components/index.ts'
import { fieldErrors } from '../../errors.ts'

/** What the form holds: the settings beside the name, so that each field has one name. */
const valuesOf = ({ name, settings }: Organization) => ({ name, ...settings })

/** The console names nested fields with dots; the form is flat. */
const flat = (errors: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(errors).map(([field, m]) => [field.replace(/^settings\./, ''), m]))

export function GeneralCard({ organization }: { readonly organization: Organization }) {
  const { t } = useTranslation('settings')
  const { t: words } = useTranslation('words')
  const api = useApi()
  const queries = useQueryClient()
  const reason = useWhyNot()('settings', 'update')
  const zones = useMemo(() => ['UTC', ...Intl.supportedValuesOf('timeZone')], [])
  const form = useForm({ initialValues: valuesOf(organization) })
  const save = useMutation(
    api.organizations.update.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: api.organizations.key() })
        await queries.invalidateQueries({ queryKey: api.session.key() })
        tell(t('saved'))
      },
      onError: (error) => form.setErrors(flat(fieldErrors(error))),
    }),
  )
  const locked = reason !== null
  return (
    <Card component="section" aria-label={t('general')} bg="var(--surface-raised)">
      <Title order={2} mb="sm">
        {t('general')}
      </Title>
      {reason !== null && (
        <Alert color="gray" icon={<IconLock />} mb="md" title={t('readOnly')}>
          {reason}
        </Alert>
      )}
      <form
        onSubmit={form.onSubmit(({ name, ...settings }) =>
          save.mutate({ version: organization.version, name, settings }),
        )}
      >
        <Stack gap="md">
          <SimpleGrid cols={2}>
            <TextInput
              label={t('name')}
              description={t('nameHint')}
              required
              readOnly={locked}
              {...form.getInputProps('name')}
            />
            <TextInput
              label={t('slug')}
              readOnly
              variant="filled"
              value={organization.slug}
              description={t('slugHint')}
            />
            <Select
              label={t('timeZone')}
              description={t('timeZoneHint')}
              searchable
              readOnly={locked}
              allowDeselect={false}
              limit={100}
              data={zones.includes(form.values.timeZone) ? zones : [form.values.timeZone, ...zones]}
              {...form.getInputProps('timeZone')}
            />
            <Select
              label={t('locale')}
              description={t('localeHint')}
              readOnly={locked}
              allowDeselect={false}
              data={[
                { value: 'en', label: t('localeEn') },
                { value: 'zh-TW', label: t('localeZh') },
              ]}
              {...form.getInputProps('locale')}
            />
            <DefaultRole locked={locked} props={form.getInputProps('defaultRoleId')} />
            <NumberInput
              label={t('grace')}
              description={t('graceHint')}
              min={1}
              max={90}
              allowDecimal={false}
              readOnly={locked}
              {...form.getInputProps('closingGraceDays')}
            />
          </SimpleGrid>
          <TextInput
            label={t('support')}
            description={t('supportHint')}
            maxLength={254}
            readOnly={locked}
            {...form.getInputProps('supportContact')}
          />
          {save.isError && Object.keys(form.errors).length === 0 && <ErrorState error={save.error} />}
          <Group justify="flex-end">
            <Locked reason={reason}>
              <Button type="submit" loading={save.isPending} disabled={!locked && !form.isDirty()}>
                {words('save')}
              </Button>
            </Locked>
          </Group>
        </Stack>
      </form>
    </Card>
  )
}

interface DefaultRoleProps {
  readonly locked: boolean
  readonly props: ReturnType<ReturnType<typeof useForm>['getInputProps']>
}

/** Roles to choose from; who may not list them sees the built-in ones, which everybody has. */
function DefaultRole({ locked, props }: DefaultRoleProps) {
  const { t } = useTranslation('settings')
  const { t: words } = useTranslation('words')
  const can = useCan()
  const nameOf = useRoleName()
  const api = useApi()
  const roles = useQuery(api.roles.list.queryOptions({ enabled: can('role', 'read') }))
  const data =
    roles.data?.map((r) => ({ value: r.id, label: nameOf(r) })) ??
    BUILT_IN_ROLES.map((r) => ({ value: r, label: words(`builtInRole.${r}`) }))
  return (
    <Select
      label={t('defaultRole')}
      description={t('defaultRoleHint')}
      readOnly={locked}
      allowDeselect={false}
      data={data}
      {...props}
    />
  )
}
