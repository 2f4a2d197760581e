import { Button, Divider, Drawer, Group, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type DomainClaimDetail, LIVE_STATES } from '../../../src-preload/contract/domains.ts'
import { id as idSchema } from '../../../src-preload/contract/shared.ts'
import { Guarded, useApi, useClient } from '../../app/index.ts'
import { ConfirmDanger, type DangerPlan, QueryState, tell } from '../../components/index.ts'
import { useUrlState } from '../../state/index.ts'
import { ClaimBadge, NextStep } from './claim-state.tsx'
import { ConflictNote } from './conflict-note.tsx'
import { DnsPanel } from './dns-panel.tsx'
import { GivesEditor } from './gives-editor.tsx'
import { History } from './history.tsx'

/** One claim, opened from the address so that a link shows it too. */
export function ClaimDrawer() {
  const { t } = useTranslation('domains')
  const { t: words } = useTranslation('words')
  const [address, setAddress] = useUrlState()
  const id = idSchema.safeParse(address['open'])
  return (
    <Drawer
      opened={id.success}
      closeButtonProps={{ 'aria-label': words('close') }}
      onClose={() => setAddress({ open: undefined })}
      position="right"
      size={640}
      title={t('one')}
    >
      {id.success && <Loaded id={id.data} />}
    </Drawer>
  )
}

function Loaded({ id }: { readonly id: string }) {
  const query = useQuery(useApi().domains.get.queryOptions({ input: { id }, retry: false }))
  return <QueryState query={query}>{(claim) => <Shown claim={claim} />}</QueryState>
}

function Shown({ claim }: { readonly claim: DomainClaimDetail }) {
  const { t } = useTranslation('domains')
  const client = useClient()
  const [plan, setPlan] = useState<DangerPlan | null>(null)
  const live = LIVE_STATES.includes(claim.state)
  const release = (): void =>
    setPlan({
      title: t('release.title', { domain: claim.unicode }),
      affects: [
        t('release.stops'),
        t('release.members', { count: claim.members }),
        ...(claim.conflict?.part === 'owner' ? [t('release.goesOver')] : []),
      ],
      confirm: t('release.confirm'),
      reason: 'required',
      run: async (reason) => {
        await client.domains.release({ id: claim.id, version: claim.version, reason })
        tell(t('release.done', { domain: claim.unicode }))
      },
    })
  return (
    <Stack gap="md">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div style={{ minWidth: 0 }}>
          <Group gap="xs">
            <Text fw={600} size="lg" truncate>
              {claim.unicode}
            </Text>
            <ClaimBadge state={claim.state} />
          </Group>
          {claim.unicode !== claim.domain && (
            <Text size="xs" c="dimmed">
              {claim.domain}
            </Text>
          )}
          <Text size="sm" c="dimmed">
            <NextStep claim={claim} />
          </Text>
        </div>
        {live && (
          <Guarded type="domain" operation="delete">
            <Button size="xs" variant="default" onClick={release}>
              {t('release.button')}
            </Button>
          </Guarded>
        )}
      </Group>
      {claim.conflict && <ConflictNote conflict={claim.conflict} />}
      {live && <DnsPanel claim={claim} />}
      {live && (
        <>
          <Divider />
          <GivesEditor key={claim.version} claim={claim} />
        </>
      )}
      <Divider />
      <section aria-label={t('history.title')}>
        <Title order={3} mb="xs">
          {t('history.title')}
        </Title>
        <History lines={claim.history} />
      </section>
      <ConfirmDanger plan={plan} onClose={() => setPlan(null)} />
    </Stack>
  )
}
