import { Badge, Button, Card, Group, Stack, Table, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DomainConflict } from '../../../src-preload/contract/domains.ts'
import { Guarded, useApi, useClient } from '../../app/index.ts'
import { ConfirmDanger, type DangerPlan, EmptyState, QueryState, Time, tell } from '../../components/index.ts'
import { History } from './history.tsx'

/** For the operators: domains that several organizations have proved, and the ruling on each. */
export function Conflicts() {
  const { t } = useTranslation('domains')
  const query = useQuery(useApi().domainConflicts.list.queryOptions({ input: {} }))
  return (
    <QueryState query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState title={t('conflicts.none')} text={t('conflicts.noneText')} />
        ) : (
          <Stack gap="md" maw={980}>
            {items.map((conflict) => (
              <One key={conflict.id} conflict={conflict} />
            ))}
          </Stack>
        )
      }
    </QueryState>
  )
}

function One({ conflict }: { readonly conflict: DomainConflict }) {
  const { t } = useTranslation('domains')
  const client = useClient()
  const api = useApi()
  const queries = useQueryClient()
  const [plan, setPlan] = useState<DangerPlan | null>(null)
  const { owner, claimants } = conflict
  const rule = (winner: DomainConflict['owner']): void =>
    setPlan({
      title: t('conflicts.ruleTitle', { domain: conflict.unicode, name: winner.name }),
      affects: [
        ...[owner, ...claimants]
          .filter((c) => c.claimId !== winner.claimId)
          .map((c) => t('conflicts.loses', { name: c.name })),
        t('conflicts.members'),
      ],
      confirm: t('conflicts.rule'),
      reason: 'required',
      run: async (reason) => {
        const { id, version } = conflict
        await client.domainConflicts.rule({ id, version, winner: winner.orgId, reason })
        // The owners of domains are nobody's records, so no signal tells of them.
        await queries.invalidateQueries({ queryKey: api.domainConflicts.key() })
        tell(t('conflicts.ruled', { domain: conflict.unicode, name: winner.name }))
      },
    })
  return (
    <Card component="section" aria-label={conflict.unicode}>
      <Title order={2} mb="xs">
        {conflict.unicode}
      </Title>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('conflicts.organization')}</Table.Th>
            <Table.Th>{t('conflicts.since')}</Table.Th>
            <Table.Th>{t('conflicts.proof')}</Table.Th>
            <Table.Th />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {[owner, ...claimants].map((c) => (
            <Table.Tr key={c.claimId}>
              <Table.Td>
                <Group gap="xs">
                  <Text size="sm">{c.name}</Text>
                  {c === owner && <Badge color="teal">{t('conflicts.owner')}</Badge>}
                </Group>
              </Table.Td>
              <Table.Td>
                <Time at={c.since} />
              </Table.Td>
              <Table.Td>
                <Time at={c.provedAt} />
              </Table.Td>
              <Table.Td align="right">
                <Guarded type="platformDomain" operation="decide">
                  <Button size="compact-sm" variant="default" onClick={() => rule(c)}>
                    {t('conflicts.ruleFor')}
                  </Button>
                </Guarded>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Title order={3} mt="md" mb="xs">
        {t('history.title')}
      </Title>
      <History lines={conflict.history} />
      <ConfirmDanger plan={plan} onClose={() => setPlan(null)} />
    </Card>
  )
}
