import {
  ActionIcon,
  Button,
  Checkbox,
  Group,
  NumberInput,
  Radio,
  Select,
  SimpleGrid,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answers, RoleTemplate } from '../../../src-preload/contract/wizards.ts'
import { ROLE_TEMPLATES } from '../../../src-preload/contract/wizards.ts'
import { LimitFields, limitsOf, limitValues, slugOf } from '../organizations/index.tsx'
import { type FormProps, form } from './form.ts'
import { Review } from './review.tsx'

type A = Answers<'newOrganization'>
const TEMPLATES = Object.keys(ROLE_TEMPLATES) as RoleTemplate[]

function Name({ value, errors, onChange }: FormProps<A['name']>) {
  const { t } = useTranslation('organizations')
  const zones = useMemo(() => ['UTC', ...Intl.supportedValuesOf('timeZone')], [])
  // Until somebody types one, the short name follows the name.
  const follows = value.slug === '' || value.slug === slugOf(value.name)
  return (
    <>
      <TextInput
        required
        data-autofocus
        label={t('name')}
        value={value.name}
        error={errors['name']}
        onChange={({ currentTarget: { value: name } }) =>
          onChange({ ...value, name, slug: follows ? slugOf(name) : value.slug })
        }
      />
      <TextInput
        required
        label={t('slug')}
        description={t('slugHint')}
        value={value.slug}
        error={errors['slug']}
        onChange={(event) => onChange({ ...value, slug: event.currentTarget.value })}
      />
      <Select
        searchable
        allowDeselect={false}
        label={t('timeZone')}
        data={zones}
        limit={100}
        value={value.timeZone}
        error={errors['timeZone']}
        onChange={(timeZone) => timeZone !== null && onChange({ ...value, timeZone })}
      />
    </>
  )
}

function Admins({ value, errors, onChange }: FormProps<A['admins']>) {
  const { t } = useTranslation('wizards')
  const { t: words } = useTranslation('organizations')
  const { admins } = value
  const set = (at: number, change: Partial<A['admins']['admins'][number]>): void =>
    onChange({ admins: admins.map((a, i) => (i === at ? { ...a, ...change } : a)) })
  return (
    <Stack gap="xs">
      {admins.map((admin, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has no other name until it is filled in
        <Group key={at} align="flex-start" wrap="nowrap">
          <SimpleGrid cols={2} style={{ flex: 1 }}>
            <TextInput
              required
              label={words('adminName')}
              value={admin.name}
              error={errors[`admins.${at}.name`]}
              onChange={(event) => set(at, { name: event.currentTarget.value })}
            />
            <TextInput
              required
              type="email"
              label={words('adminEmail')}
              value={admin.email}
              error={errors[`admins.${at}.email`]}
              onChange={(event) => set(at, { email: event.currentTarget.value })}
            />
          </SimpleGrid>
          <ActionIcon
            mt={26}
            size="lg"
            variant="subtle"
            color="red"
            disabled={admins.length === 1}
            aria-label={t('removeAdmin', { n: at + 1 })}
            onClick={() => onChange({ admins: admins.filter((_, i) => i !== at) })}
          >
            <IconTrash size={17} />
          </ActionIcon>
        </Group>
      ))}
      {errors['admins'] !== undefined && (
        <Text size="sm" c="red" role="alert">
          {errors['admins']}
        </Text>
      )}
      <Group>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={15} />}
          onClick={() => onChange({ admins: [...admins, { email: '', name: '' }] })}
        >
          {t('addAdmin')}
        </Button>
      </Group>
    </Stack>
  )
}

function Domain({ value, errors, onChange }: FormProps<A['domain']>) {
  const { t } = useTranslation('wizards')
  return (
    <>
      <TextInput
        label={t('domain')}
        placeholder="example.com"
        description={t('domainLater')}
        value={value.domain ?? ''}
        error={errors['domain']}
        onChange={({ currentTarget: { value: domain } }) =>
          onChange({ ...value, domain: domain.trim() === '' ? null : domain })
        }
      />
      <Switch
        label={t('includeSubdomains')}
        disabled={value.domain === null}
        checked={value.includeSubdomains}
        onChange={(event) => onChange({ ...value, includeSubdomains: event.currentTarget.checked })}
      />
    </>
  )
}

function Roles({ value, onChange }: FormProps<A['roles']>) {
  const { t } = useTranslation('wizards')
  const { t: words } = useTranslation('words')
  return (
    <>
      <Checkbox.Group
        label={t('templates')}
        value={value.templates}
        onChange={(chosen) => onChange({ ...value, templates: TEMPLATES.filter((x) => chosen.includes(x)) })}
      >
        <Stack gap="xs" mt="xs">
          {TEMPLATES.map((template) => (
            <Checkbox
              key={template}
              value={template}
              label={t(`template.${template}.name`)}
              description={t(`template.${template}.text`)}
            />
          ))}
        </Stack>
      </Checkbox.Group>
      <Radio.Group
        label={t('defaultRole')}
        description={t('defaultRoleText')}
        value={value.defaultRoleId}
        onChange={(role) => onChange({ ...value, defaultRoleId: role === 'viewer' ? 'viewer' : 'member' })}
      >
        <Group mt="xs">
          <Radio value="member" label={words('builtInRole.member')} />
          <Radio value="viewer" label={words('builtInRole.viewer')} />
        </Group>
      </Radio.Group>
    </>
  )
}

function Pools({ value, errors, onChange }: FormProps<A['pools']>) {
  const [values, setValues] = useState(() => limitValues(value.limits))
  return (
    <LimitFields
      values={values}
      errors={errors}
      onChange={(pool, amount) => {
        const next = { ...values, [pool]: amount }
        setValues(next)
        onChange({ limits: limitsOf(next) })
      }}
    />
  )
}

function Credits({ value, errors, onChange }: FormProps<A['credits']>) {
  const { t } = useTranslation('wizards')
  return (
    <>
      <Radio.Group
        label={t('plan')}
        value={value.kind}
        onChange={(kind) =>
          (kind === 'trial' || kind === 'credits' || kind === 'unlimited') && onChange({ ...value, kind })
        }
      >
        <Stack gap="xs" mt="xs">
          {(['trial', 'credits', 'unlimited'] as const).map((kind) => (
            <Radio
              key={kind}
              value={kind}
              label={t(`plans.${kind}.name`)}
              description={t(`plans.${kind}.text`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      {value.kind !== 'unlimited' && (
        <NumberInput
          label={t('openingCredits')}
          description={t('openingCreditsText')}
          min={0}
          allowDecimal={false}
          thousandSeparator=","
          value={value.openingCredits}
          error={errors['openingCredits']}
          onChange={(n) => onChange({ ...value, openingCredits: typeof n === 'number' ? n : 0 })}
        />
      )}
    </>
  )
}

function ReviewAll({ flow }: FormProps<A['review']>) {
  const { t, i18n } = useTranslation('wizards')
  const { t: words } = useTranslation('organizations')
  const { t: pools } = useTranslation('words')
  // Every step before this one has been answered and checked.
  const a = flow.answers as unknown as A
  const limited = Object.entries(a.pools.limits).filter(([, limit]) => limit !== null)
  const lines: [string, string][] = [
    [words('name'), a.name.name],
    [words('slug'), a.name.slug],
    [words('timeZone'), a.name.timeZone],
    [t('admins'), a.admins.admins.map((x) => `${x.name} <${x.email}>`).join(', ')],
    [t('domain'), a.domain.domain ?? t('none')],
    [t('templates'), a.roles.templates.map((x) => t(`template.${x}.name`)).join(', ') || t('none')],
    [t('defaultRole'), pools(`builtInRole.${a.roles.defaultRoleId}`)],
    [
      t('step.newOrganization.pools.name'),
      limited
        .map(
          ([pool, limit]) =>
            `${pools(`pool.${pool}` as 'pool.seats')}: ${limit?.toLocaleString(i18n.language)}`,
        )
        .join(', ') || pools('noLimit'),
    ],
    [
      t('plan'),
      `${t(`plans.${a.credits.kind}.name`)}${
        a.credits.kind === 'unlimited' ? '' : ` · ${a.credits.openingCredits.toLocaleString(i18n.language)}`
      }`,
    ],
  ]
  return <Review lines={lines} />
}

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
export const NEW_ORGANIZATION = {
  name: form<A['name']>({ name: '', slug: '', timeZone: zone }, Name),
  admins: form<A['admins']>({ admins: [{ email: '', name: '' }] }, Admins),
  domain: form<A['domain']>({ domain: null, includeSubdomains: false }, Domain),
  roles: form<A['roles']>({ templates: [], defaultRoleId: 'member' }, Roles),
  pools: form<A['pools']>({ limits: {} }, Pools),
  credits: form<A['credits']>({ kind: 'trial', openingCredits: 0 }, Credits),
  review: form<A['review']>({}, ReviewAll),
}
