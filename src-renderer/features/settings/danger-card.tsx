import { Button, Card, Group, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DAY_MS } from '../../../src-preload/contract/durations.ts'
import type { Organization } from '../../../src-preload/contract/organizations.ts'
import { Guarded, useApi, useCan, useClient, useHere } from '../../app/index.ts'
import { ConfirmDanger, type DangerPlan, tell } from '../../components/index.ts'

/** Closing the organization, and turning back while it is closing. */
export function DangerCard({ organization }: { readonly organization: Organization }) {
  const { t, i18n } = useTranslation('settings')
  const { context } = useHere()
  const api = useApi()
  const client = useClient()
  const queries = useQueryClient()
  const overview = useQuery(api.organizations.overview.queryOptions())
  const can = useCan()
  const policies = useQuery(api.approvals.policies.queryOptions({ enabled: can('approval', 'read') }))
  const needed = policies.data?.rules.organizationClose === true
  const second = needed ? (policies.data?.others === 0 ? 'closeAlone' : 'closeSecond') : null
  const [plan, setPlan] = useState<DangerPlan | null>(null)
  const { name, version, state, settings } = organization
  const dateOf = (at: number) =>
    new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long', timeZone: context.timeZone }).format(at)
  const erased = organization.erasedAt === null ? Date.now() : Date.parse(organization.erasedAt)

  const renew = async (sentence: string): Promise<void> => {
    await queries.invalidateQueries()
    tell(sentence)
  }
  const close = (): void => {
    const members = overview.data?.members
    setPlan({
      title: t('closeTitle', { name }),
      affects: [
        t('closeMembers', { count: members === undefined ? 0 : members.active + members.suspended }),
        t('closeResources', {
          count: overview.data?.resources.reduce((sum, r) => sum + r.count, 0) ?? 0,
          date: dateOf(Date.now() + settings.closingGraceDays * DAY_MS),
        }),
        t('closeRestore'),
        ...(second === null ? [] : [t(second)]),
      ],
      confirm: t('close'),
      reason: 'required',
      typedName: name,
      final: false,
      run: async (reason) => {
        const { outcome } = await client.organizations.close({ version, confirmName: name, reason })
        await renew(t(outcome === 'waiting' ? 'closeWaits' : 'closed', { name }))
      },
    })
  }
  const restore = (): void =>
    setPlan({
      title: t('restoreTitle', { name }),
      affects: [t('restoreAffects')],
      confirm: t('restore'),
      reason: 'required',
      run: async (reason) => {
        await client.organizations.restore({ version, reason })
        await renew(t('restored', { name }))
      },
    })
  const closing = state === 'closing'
  return (
    <Card
      component="section"
      aria-label={t('danger')}
      bg="var(--surface-raised)"
      style={{ borderColor: 'var(--mantine-color-red-6)' }}
    >
      <Title order={2} mb="xs">
        {t('danger')}
      </Title>
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="xl">
        <div>
          <Text size="sm" fw={600}>
            {closing ? t('restore') : t('close')}
          </Text>
          <Text size="sm" c="dimmed">
            {closing
              ? t('restoreText', { date: dateOf(erased) })
              : t('closeText', { days: settings.closingGraceDays })}
          </Text>
        </div>
        {closing ? (
          <Guarded
            type="organization"
            operation="restore"
            reason={organization.closedBy === 'platform' ? t('restoreByPlatform') : null}
          >
            <Button flex="none" onClick={restore}>
              {t('restoreButton')}
            </Button>
          </Guarded>
        ) : (
          <Guarded type="organization" operation="close">
            <Button flex="none" variant="outline" color="red" loading={overview.isLoading} onClick={close}>
              {t('closeButton')}
            </Button>
          </Guarded>
        )}
      </Group>
      <ConfirmDanger plan={plan} onClose={() => setPlan(null)} />
    </Card>
  )
}
