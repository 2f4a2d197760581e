import { Badge, Button, Group, Stack, Table, Text, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DomainConflict } from '../../../src-preload/contract/domains.ts'
import { Guarded, useApi, useClient } from '../../app/index.ts'
import { ConfirmDanger, type DangerPlan, Drawer, Time, tell } from '../../components/index.ts'
import { History } from './history.tsx'

interface ConflictDrawerProps {
  /** Null while none is open. */
  readonly conflict: DomainConflict | null
  readonly onClose: () => void
}

/** One contested domain: who proved it and when, what happened, and the ruling. */
export function ConflictDrawer({ conflict, onClose }: ConflictDrawerProps) {
  const { t } = useTranslation('domains')
  const { t: words } = useTranslation('words')
  return (
    <Drawer
      opened={conflict !== null}
      closeButtonProps={{ 'aria-label': words('close') }}
      onClose={onClose}
      position="right"
      size={680}
      title={t('conflicts.one')}
    >
      {conflict && <Shown conflict={conflict} onDone={onClose} />}
    </Drawer>
  )
}

interface ShownProps {
  readonly conflict: DomainConflict
  readonly onDone: () => void
}

function Shown({ conflict, onDone }: ShownProps) {
  const { t } = useTranslation('domains')
  const { plan, rule, close } = useRuling(conflict, onDone)
  const { owner, claimants } = conflict
  return (
    <Stack gap="md">
      <Title order={2}>{conflict.unicode}</Title>
      <Table withTableBorder verticalSpacing={6} fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('conflicts.organization')}</Table.Th>
            <Table.Th>{t('conflicts.since')}</Table.Th>
            <Table.Th>{t('conflicts.proof')}</Table.Th>
            <Table.Th aria-label={t('conflicts.rule')} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {[owner, ...claimants].map((c) => (
            <Table.Tr key={c.claimId}>
              <Table.Td>
                <Text size="sm">{c.name}</Text>
                {c === owner && (
                  <Badge size="sm" color="teal">
                    {t('conflicts.owner')}
                  </Badge>
                )}
              </Table.Td>
              <Table.Td>
                <Time at={c.since} />
              </Table.Td>
              <Table.Td>
                <Time at={c.provedAt} />
              </Table.Td>
              <Table.Td>
                <Group justify="flex-end">
                  <Guarded type="platformDomain" operation="decide">
                    <Button size="compact-sm" variant="default" onClick={() => rule(c)}>
                      {t('conflicts.ruleFor')}
                    </Button>
                  </Guarded>
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <section aria-label={t('history.title')}>
        <Title order={3} mb="xs">
          {t('history.title')}
        </Title>
        <History lines={conflict.history} />
      </section>
      <ConfirmDanger plan={plan} onClose={close} />
    </Stack>
  )
}

/** The ruling for one side. What it does is said side by side, and the domain is to be typed: it holds at once. */
function useRuling(conflict: DomainConflict, onDone: () => void) {
  const { t } = useTranslation('domains')
  const { t: approvals } = useTranslation('approvals')
  const client = useClient()
  const api = useApi()
  const queries = useQueryClient()
  const [plan, setPlan] = useState<DangerPlan | null>(null)
  const { id, version, unicode: domain, owner, claimants } = conflict
  const rule = (winner: DomainConflict['owner']): void =>
    setPlan({
      title: t('conflicts.ruleTitle', { domain, name: winner.name }),
      affects: [
        winner === owner
          ? t('conflicts.keeps', { domain, name: winner.name })
          : t('conflicts.goesOver', { domain, from: owner.name, to: winner.name }),
        ...[owner, ...claimants]
          .filter((c) => c !== winner)
          .map((c) => t('conflicts.loses', { name: c.name })),
        t('conflicts.members'),
        t('conflicts.toldBoth'),
      ],
      confirm: t('conflicts.rule'),
      reason: 'required',
      typedName: domain,
      run: async (reason) => {
        const { outcome } = await client.domainConflicts.rule({ id, version, winner: winner.orgId, reason })
        const ruled = t('conflicts.ruled', { domain, name: winner.name })
        tell(outcome === 'waiting' ? approvals('waitsToast') : ruled)
        onDone()
        // The owners of domains are nobody's records, so no signal tells of them.
        await queries.invalidateQueries({ queryKey: api.domainConflicts.key() })
      },
    })
  return { plan, rule, close: () => setPlan(null) }
}
