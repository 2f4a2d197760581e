import { Anchor, Group, Stack, Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type DomainClaim, LIVE_STATES } from '../../../src-preload/contract/domains.ts'
import { useApi, useWhyNot } from '../../app/index.ts'
import { QueryState } from '../../components/index.ts'
import { ClaimBadge, NextStep } from '../domains/claim-state.tsx'
import { LockedNote } from './locked-note.tsx'
import { OverviewCard } from './overview-card.tsx'

/** What is most urgent first; a verified claim needs somebody only where another organization contests it. */
const URGENCY: readonly DomainClaim['state'][] = ['failing', 'lapsed', 'conflicted', 'verified', 'pending']
const needsSomebody = ({ state, conflict }: DomainClaim): boolean => state !== 'verified' || conflict !== null
/** Rows that fit beside the other cards; the rest is on the Domains page. */
const MOST = 5

/** The domains on which an admin has to do something, and what. */
export function DomainsCard() {
  const { t } = useTranslation('overview')
  const { t: shell } = useTranslation('shell')
  const locked = useWhyNot()('domain', 'read')
  const api = useApi()
  const input = { limit: 200, state: [...LIVE_STATES] }
  const claims = useQuery(api.domains.list.queryOptions({ input, enabled: locked === null }))
  return (
    <OverviewCard title={t('domains')} to="/domains" toLabel={shell('subject.domains')}>
      {locked !== null ? (
        <LockedNote title={t('domainsLocked')} reason={locked} />
      ) : (
        <QueryState query={claims}>{({ items }) => <Claims claims={items} />}</QueryState>
      )}
    </OverviewCard>
  )
}

function Claims({ claims }: { readonly claims: readonly DomainClaim[] }) {
  const { t } = useTranslation('overview')
  const waiting = claims
    .filter(needsSomebody)
    .sort((a, b) => URGENCY.indexOf(a.state) - URGENCY.indexOf(b.state))
  if (waiting.length === 0)
    return (
      <Group gap="sm" wrap="nowrap">
        <IconCircleCheck size={18} aria-hidden style={{ flex: 'none' }} />
        <Text size="sm" c="dimmed">
          {claims.length === 0 ? t('domainsNone') : t('domainsFine', { count: claims.length })}
        </Text>
      </Group>
    )
  return (
    <Stack gap={10}>
      {waiting.slice(0, MOST).map((claim) => (
        <div key={claim.id}>
          <Group justify="space-between" wrap="nowrap" gap="xs">
            <Anchor
              renderRoot={(props) => <Link {...props} to="/domains" search={{ open: claim.id }} />}
              size="sm"
              fw={500}
              c="var(--mantine-color-text)"
              truncate
            >
              {claim.unicode}
            </Anchor>
            <ClaimBadge claim={claim} />
          </Group>
          <Text size="xs" c="dimmed">
            <NextStep claim={claim} />
          </Text>
        </div>
      ))}
      {waiting.length > MOST && (
        <Text size="xs" c="dimmed">
          {t('domainsMore', { count: waiting.length - MOST })}
        </Text>
      )}
    </Stack>
  )
}
