import { Alert, Box, Button, Group, Text } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MigrationCandidates as Candidates } from '../../../../src-preload/contract/migrations.ts'
import { useApi, useCan, useClient } from '../../../app/index.ts'
import { ConfirmDanger, type DangerPlan, ErrorState, tell } from '../../../components/index.ts'

/** The console makes no more offers in one call. */
const MOST_AT_ONCE = 500

/** People of the organization's domains who are no members: how many, and the offer. Nothing where there are none. */
export function MigrationCandidates() {
  const { t } = useTranslation('migrations')
  const api = useApi()
  const client = useClient()
  const queries = useQueryClient()
  const may = useCan()('member', 'create')
  const query = useQuery(api.migrations.candidates.queryOptions({ enabled: may }))
  const [plan, setPlan] = useState<DangerPlan | null>(null)
  const ask = ({ claimId, unicode, people }: Candidates): void =>
    setPlan({
      title: t('offerTitle', { domain: unicode }),
      affects: [
        t('offerAffects', { count: Math.min(people, MOST_AT_ONCE) }),
        ...(people > MOST_AT_ONCE ? [t('offerRest', { count: people - MOST_AT_ONCE })] : []),
        t('offerSeats'),
      ],
      confirm: t('offer'),
      reason: 'none',
      run: async () => {
        const { offered, more } = await client.migrations.offer({ claimId })
        tell(t(more ? 'offeredMore' : 'offered', { count: offered }))
        await queries.invalidateQueries({ queryKey: api.migrations.key() })
      },
    })
  const shown = query.data?.filter((c) => c.people > 0) ?? []
  if (query.isError && query.data === undefined)
    return (
      <Box mb="sm">
        <ErrorState error={query.error} title={t('candidatesFailed')} onRetry={() => void query.refetch()} />
      </Box>
    )
  return (
    <>
      {shown.map((c) => (
        <Alert key={c.claimId} color="blue" icon={<IconUsers />} mb="sm" py="xs">
          <Group justify="space-between" wrap="nowrap">
            <div>
              <Text size="sm" fw={600}>
                {t('candidates', { count: c.people, domain: c.unicode })}
              </Text>
              <Text size="sm">{t('candidatesText')}</Text>
              {c.offered + c.accepted + c.declined > 0 && (
                <Text size="xs" c="dimmed">
                  {t('soFar', { offered: c.offered, accepted: c.accepted, declined: c.declined })}
                </Text>
              )}
            </div>
            <Button size="compact-sm" flex="none" onClick={() => ask(c)}>
              {t('offer')}
            </Button>
          </Group>
        </Alert>
      ))}
      <ConfirmDanger plan={plan} onClose={() => setPlan(null)} />
    </>
  )
}
