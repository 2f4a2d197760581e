import { Alert, Box, Button, Group, Text } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MigrationCandidates as Candidates } from '../../../../src-preload/contract/migrations.ts'
import { useApi, useCan } from '../../../app/index.ts'
import { ConfirmDanger, type DangerPlan, ErrorState } from '../../../components/index.ts'
import { useOffering } from './use-offering.ts'
import { type People, usePeople } from './use-people.ts'

/** People of the organization's domains who are no members: how many, and the offer. Nothing where there are none. */
export function MigrationCandidates() {
  const { t } = useTranslation('migrations')
  const api = useApi()
  const may = useCan()('member', 'create')
  const query = useQuery(api.migrations.candidates.queryOptions({ enabled: may }))
  const [plan, setPlan] = useState<DangerPlan | null>(null)
  const offering = useOffering()
  const ask = (candidates: Candidates, { people, looked }: People): void =>
    setPlan({
      title: t('offerTitle', { domain: candidates.unicode }),
      affects: [t('offerAffects', { count: people }), t('offerSeats')],
      confirm: t('offer'),
      reason: 'none',
      run: () => offering(candidates, looked),
    })
  if (query.isError && query.data === undefined)
    return <Failed error={query.error} onRetry={() => void query.refetch()} />
  return (
    <>
      {query.data?.map((c) => (
        <OfDomain key={c.claimId} candidates={c} onOffer={(people) => ask(c, people)} />
      ))}
      <ConfirmDanger plan={plan} onClose={() => setPlan(null)} />
    </>
  )
}

interface OfDomainProps {
  readonly candidates: Candidates
  readonly onOffer: (people: People) => void
}

function OfDomain({ candidates, onOffer }: OfDomainProps) {
  const { t } = useTranslation('migrations')
  const { query, soFar, offering } = usePeople(candidates.claimId)
  const { unicode: domain, offered, accepted, declined } = candidates
  if (query.isError && query.data === undefined)
    return <Failed error={query.error} onRetry={() => void query.refetch()} />
  if (query.data === undefined)
    return (
      soFar !== null && (
        <Text size="sm" c="dimmed" mb="sm" aria-live="polite">
          {t('counting', { domain, count: soFar.looked })}
        </Text>
      )
    )
  const { data } = query
  if (data.people === 0 || offering) return null
  return (
    <Alert color="blue" icon={<IconUsers />} mb="sm" py="xs">
      <Group justify="space-between" wrap="nowrap">
        <div>
          <Text size="sm" fw={600}>
            {t('candidates', { count: data.people, domain })}
          </Text>
          <Text size="sm">{t('candidatesText')}</Text>
          {offered + accepted + declined > 0 && (
            <Text size="xs" c="dimmed">
              {t('soFar', { offered, accepted, declined })}
            </Text>
          )}
        </div>
        <Button size="compact-sm" flex="none" onClick={() => onOffer(data)}>
          {t('offer')}
        </Button>
      </Group>
    </Alert>
  )
}

function Failed({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const { t } = useTranslation('migrations')
  return (
    <Box mb="sm">
      <ErrorState error={error} title={t('candidatesFailed')} onRetry={onRetry} />
    </Box>
  )
}
