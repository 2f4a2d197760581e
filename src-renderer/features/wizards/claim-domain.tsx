import { Button, Group, Stack, Switch, Text, TextInput } from '@mantine/core'
import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { DomainClaimDetail } from '../../../src-preload/contract/domains.ts'
import type { Answers, Wizard } from '../../../src-preload/contract/wizards.ts'
import { useApi } from '../../app/index.ts'
import { ErrorState, QueryState } from '../../components/index.ts'
import { NextStep, RecordToPublish, Said } from '../domains/index.tsx'
import { RolePicker, TeamPicker } from '../people/index.tsx'
import { type FormProps, form } from './form.ts'

type A = Answers<'claimDomain'>

function Domain({ value, errors, onChange }: FormProps<A['domain']>) {
  const { t } = useTranslation('wizards')
  return (
    <>
      <TextInput
        required
        data-autofocus
        label={t('domain')}
        placeholder="example.com"
        value={value.domain}
        error={errors['domain']}
        onChange={(event) => onChange({ ...value, domain: event.currentTarget.value })}
      />
      <Switch
        label={t('includeSubdomains')}
        checked={value.includeSubdomains}
        onChange={(event) => onChange({ ...value, includeSubdomains: event.currentTarget.checked })}
      />
    </>
  )
}

function Enrollment({ value, errors, onChange }: FormProps<A['enrollment']>) {
  const { t } = useTranslation('wizards')
  return (
    <>
      <RolePicker
        label={t('role')}
        required
        value={value.roleId === '' ? [] : [value.roleId]}
        // One role is given: the one chosen last.
        onChange={(ids) => onChange({ ...value, roleId: ids.at(-1) ?? '' })}
        error={errors['roleId']}
      />
      <TeamPicker
        label={t('teams')}
        value={value.teamIds}
        onChange={(teamIds) => onChange({ ...value, teamIds: [...teamIds] })}
      />
    </>
  )
}

const useClaim = (flow: Wizard) =>
  useQuery(
    useApi().domains.get.queryOptions({
      input: flow.notes['claimId'] === undefined ? skipToken : { id: flow.notes['claimId'] },
    }),
  )

function Publish({ flow }: FormProps<A['publish']>) {
  return (
    <QueryState query={useClaim(flow)}>
      {(claim) => (
        <Stack gap="sm">
          <RecordToPublish record={claim.record} />
          <Text size="sm">
            <NextStep claim={claim} />
          </Text>
        </Stack>
      )}
    </QueryState>
  )
}

function Verify({ flow }: FormProps<A['verify']>) {
  const { t } = useTranslation('wizards')
  const api = useApi()
  const queries = useQueryClient()
  const claim = useClaim(flow)
  const check = useMutation(
    api.domains.check.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.domains.key() }),
    }),
  )
  return (
    <QueryState query={claim}>
      {(data) => (
        <Stack gap="sm">
          <Answer claim={data} />
          {check.isError && <ErrorState error={check.error} />}
          <Group>
            <Button variant="default" loading={check.isPending} onClick={() => check.mutate({ id: data.id })}>
              {t('checkNow')}
            </Button>
          </Group>
        </Stack>
      )}
    </QueryState>
  )
}

function Answer({ claim }: { readonly claim: DomainClaimDetail }) {
  const { t } = useTranslation('wizards')
  if (claim.lastCheck === null) return <Text size="sm">{t('neverAsked')}</Text>
  return <Said check={claim.lastCheck} />
}

export const CLAIM_DOMAIN = {
  domain: form<A['domain']>({ domain: '', includeSubdomains: false }, Domain),
  enrollment: form<A['enrollment']>({ roleId: 'member', teamIds: [] }, Enrollment),
  publish: form<A['publish']>({}, Publish),
  verify: form<A['verify']>({}, Verify),
}
