import { Code, PasswordInput, Switch, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Answers } from '../../../src-preload/contract/wizards.ts'
import { type FormProps, form } from './form.ts'
import { Review } from './review.tsx'

type A = Answers<'connectWorkspace'>

/** An address that was given stays in the keychain: the form shows that it is kept, not what it is. */
const isKept = (uri: string | null): boolean => uri?.endsWith('://kept') === true

function Name({ value, errors, onChange }: FormProps<A['name']>) {
  const { t } = useTranslation('wizards')
  return (
    <TextInput
      required
      data-autofocus
      label={t('workspaceName')}
      description={t('workspaceNameHint')}
      value={value.name}
      error={errors['name']}
      onChange={(event) => onChange({ name: event.currentTarget.value })}
    />
  )
}

function Database({ value, errors, flow, onChange }: FormProps<A['database']>) {
  const { t } = useTranslation('wizards')
  return (
    <>
      <PasswordInput
        required={!isKept(value.uri)}
        label={t('databaseUri')}
        description={t('secretHint')}
        placeholder={isKept(value.uri) ? t('keptInKeychain') : 'mongodb://host:27017/?replicaSet=rs0'}
        value={isKept(value.uri) ? '' : value.uri}
        error={errors['uri']}
        onChange={(event) => onChange({ uri: event.currentTarget.value })}
      />
      {flow.notes['database'] && <Text size="sm">{t('answered', { server: flow.notes['database'] })}</Text>}
    </>
  )
}

function Broker({ value, errors, flow, onChange }: FormProps<A['broker']>) {
  const { t } = useTranslation('wizards')
  return (
    <>
      <Switch
        label={t('withBroker')}
        checked={value.uri !== null}
        onChange={(event) => onChange({ uri: event.currentTarget.checked ? '' : null })}
      />
      {value.uri !== null && (
        <PasswordInput
          required={!isKept(value.uri)}
          label={t('brokerUri')}
          description={t('secretHint')}
          placeholder={isKept(value.uri) ? t('keptInKeychain') : 'amqps://host:5671/vhost'}
          value={isKept(value.uri) ? '' : value.uri}
          error={errors['uri']}
          onChange={(event) => onChange({ uri: event.currentTarget.value })}
        />
      )}
      {flow.notes['broker'] && <Text size="sm">{t('answered', { server: flow.notes['broker'] })}</Text>}
    </>
  )
}

function Operator({ value, errors, onChange }: FormProps<A['operator']>) {
  const { t } = useTranslation('wizards')
  return (
    <TextInput
      required
      type="email"
      label={t('operator')}
      description={t('operatorHint')}
      value={value.email}
      error={errors['email']}
      onChange={(event) => onChange({ email: event.currentTarget.value })}
    />
  )
}

function ReviewAll({ flow }: FormProps<A['review']>) {
  const { t } = useTranslation('wizards')
  // Every step before this one has been answered and checked.
  const a = flow.answers as unknown as A
  return (
    <>
      <Review
        lines={[
          [t('workspaceName'), a.name.name],
          [t('step.connectWorkspace.database.name'), flow.notes['database'] ?? ''],
          [t('step.connectWorkspace.broker.name'), flow.notes['broker'] || t('none')],
          [t('operator'), a.operator.email],
        ]}
      />
      <Text size="sm">
        {t('openIt')} <Code>npm start -- --workspace {a.name.name}</Code>
      </Text>
    </>
  )
}

export const CONNECT_WORKSPACE = {
  name: form<A['name']>({ name: '' }, Name),
  database: form<A['database']>({ uri: '' }, Database),
  broker: form<A['broker']>({ uri: null }, Broker),
  operator: form<A['operator']>({ email: '' }, Operator),
  review: form<A['review']>({}, ReviewAll),
}
