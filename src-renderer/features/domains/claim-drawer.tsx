import { Divider, Group, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type DomainClaimDetail, LIVE_STATES } from '../../../src-preload/contract/domains.ts'
import { id as idSchema } from '../../../src-preload/contract/shared.ts'
import { useApi } from '../../app/index.ts'
import { Drawer, QueryState } from '../../components/index.ts'
import { useUrlState } from '../../state/index.ts'
import { ClaimBadge, NextStep } from './claim-state.tsx'
import { ConflictNote } from './conflict-note.tsx'
import { DnsPanel } from './dns-panel.tsx'
import { GivesEditor } from './gives-editor.tsx'
import { History } from './history.tsx'
import { ReleaseClaim } from './release-claim.tsx'

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

/** Of the other side only what happened is told, never by whom or why. */
const NOBODY = { side: 'own', by: '', reason: null } as const

function Shown({ claim }: { readonly claim: DomainClaimDetail }) {
  const { t } = useTranslation('domains')
  const live = LIVE_STATES.includes(claim.state)
  const others = (claim.conflict?.otherHistory ?? []).map((line) => ({ ...line, ...NOBODY }))
  return (
    <Stack gap="md">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div style={{ minWidth: 0 }}>
          <Group gap="xs">
            <Text fw={600} size="lg" truncate>
              {claim.unicode}
            </Text>
            <ClaimBadge claim={claim} />
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
        {live && <ReleaseClaim claim={claim} />}
      </Group>
      {claim.conflict && <ConflictNote conflict={claim.conflict} />}
      {live && <DnsPanel claim={claim} />}
      {live && (
        <>
          <Divider />
          <GivesEditor key={claim.id} claim={claim} />
        </>
      )}
      <Divider />
      <section aria-label={t('history.title')}>
        <Title order={3} mb="xs">
          {t('history.title')}
        </Title>
        <History lines={claim.history} />
      </section>
      {others.length > 0 && (
        <section aria-label={t('history.others')}>
          <Title order={3} mb="xs">
            {t('history.others')}
          </Title>
          <History lines={others} />
        </section>
      )}
    </Stack>
  )
}
