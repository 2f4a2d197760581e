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
import { IconLock } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { BUILT_IN_ROLES } from '../../../src-preload/contract/access.ts'
import type { Organization } from '../../../src-preload/contract/organizations.ts'
import { Locked, useApi, useCan, useClient, useRoleName, useWhyNot } from '../../app/index.ts'
import { ChangedMeanwhile, ErrorState, tell, useDraft, useSaving } from '../../components/index.ts'
import { fieldErrors } from '../../errors.ts'

/** What the form holds: the settings beside the name, so that each field has one name. */
const valuesOf = ({ name, settings }: Organization) => ({ name, ...settings })

/** The console names nested fields with dots; the form is flat. */
const flat = (errors: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(errors).map(([field, m]) => [field.replace(/^settings\./, ''), m]))

export function GeneralCard({ organization }: { readonly organization: Organization }) {
  const { t } = useTranslation('settings')
  const { t: words } = useTranslation('words')
  const { t: components } = useTranslation('components')
  const api = useApi()
  const client = useClient()
  const queries = useQueryClient()
  const reason = useWhyNot()('settings', 'update')
  const zones = useMemo(() => ['UTC', ...Intl.supportedValuesOf('timeZone')], [])
  const draft = useDraft(organization, valuesOf)
  const renew = async (): Promise<void> => {
    await queries.invalidateQueries({ queryKey: api.organizations.key() })
    await queries.invalidateQueries({ queryKey: api.session.key() })
  }
  const saving = useSaving(renew)
  const { fields, set } = draft
  const wrong = flat(fieldErrors(saving.error))
  const save = (): Promise<boolean> =>
    saving.run(async () => {
      const { name, ...settings } = fields
      draft.saved(await client.organizations.update({ version: draft.base.version, name, settings }))
      tell(t('saved'))
      await renew()
    })
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
        onSubmit={(event) => {
          event.preventDefault()
          if (draft.dirty && !draft.changedMeanwhile) void save()
        }}
      >
        <Stack gap="md">
          <SimpleGrid cols={2}>
            <TextInput
              label={t('name')}
              description={t('nameHint')}
              required
              readOnly={locked}
              value={fields.name}
              error={wrong['name']}
              onChange={(e) => set({ name: e.currentTarget.value })}
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
              data={zones.includes(fields.timeZone) ? zones : [fields.timeZone, ...zones]}
              value={fields.timeZone}
              error={wrong['timeZone']}
              onChange={(timeZone) => timeZone !== null && set({ timeZone })}
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
              value={fields.locale}
              error={wrong['locale']}
              onChange={(next) => set({ locale: next === 'zh-TW' ? 'zh-TW' : 'en' })}
            />
            <DefaultRole
              locked={locked}
              value={fields.defaultRoleId}
              error={wrong['defaultRoleId']}
              onChange={(defaultRoleId) => set({ defaultRoleId })}
            />
            <NumberInput
              label={t('grace')}
              description={t('graceHint')}
              min={1}
              max={90}
              allowDecimal={false}
              readOnly={locked}
              value={fields.closingGraceDays}
              error={wrong['closingGraceDays']}
              onChange={(days) => set({ closingGraceDays: Number(days) || 1 })}
            />
          </SimpleGrid>
          <TextInput
            label={t('support')}
            description={t('supportHint')}
            maxLength={254}
            readOnly={locked}
            value={fields.supportContact}
            error={wrong['supportContact']}
            onChange={(e) => set({ supportContact: e.currentTarget.value })}
          />
          <ChangedMeanwhile draft={draft} onDecided={saving.clear} />
          {saving.error !== null && Object.keys(wrong).length === 0 && !draft.changedMeanwhile && (
            <ErrorState error={saving.error} />
          )}
          <Group justify="flex-end">
            {draft.dirty && (
              <Button variant="default" onClick={draft.reload}>
                {t('reset')}
              </Button>
            )}
            <Locked reason={reason ?? (draft.changedMeanwhile ? components('meanwhile.first') : null)}>
              <Button type="submit" loading={saving.busy} disabled={!locked && !draft.dirty}>
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
  readonly value: string
  readonly error: string | undefined
  readonly onChange: (roleId: string) => void
}

/** Roles to choose from; who may not list them sees the built-in ones, which everybody has. */
function DefaultRole({ locked, value, error, onChange }: DefaultRoleProps) {
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
      value={value}
      error={error}
      onChange={(id) => id !== null && onChange(id)}
    />
  )
}
