/**
 * The organization's domains: what is claimed, what to publish, what DNS said, who else proved it – and what would
 * happen if somebody signed up. What comes from DNS is text, whatever it looks like.
 */
import { Button, Group, Stack } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { DomainClaim } from '../../../src-preload/contract/domains.ts'
import { Guarded, useBridge, useExporting, useHere, useWhyNot } from '../../app/index.ts'
import {
  DataTable,
  EmptyState,
  type LoadPage,
  PageHeader,
  type Sort,
  useTellProblem,
} from '../../components/index.ts'
import { useCommands, useUrlState } from '../../state/index.ts'
import { useClaimColumns } from './claim-columns.tsx'
import { ClaimDrawer } from './claim-drawer.tsx'
import { ClaimFilters, useClaimFilter } from './claim-filters.tsx'
import { Conflicts } from './conflicts.tsx'
import { TryAddress } from './try-address.tsx'

export { NextStep } from './claim-state.tsx'
export { RecordToPublish, Said } from './dns-panel.tsx'

const BY_DOMAIN: Sort = { field: 'domain', direction: 'asc' }
const idOf = (claim: DomainClaim): string => claim.id

export function DomainsPage() {
  const { t } = useTranslation('domains')
  const { context } = useHere()
  if (context.kind === 'platform')
    return (
      <>
        <PageHeader title={t('conflicts.title')} text={t('conflicts.text')} />
        <Conflicts />
      </>
    )
  if (context.kind === 'personal')
    return (
      <>
        <PageHeader title={t('title')} />
        <EmptyState title={t('personal')} text={t('personalText')} />
      </>
    )
  return <Claims />
}

function Claims() {
  const { t } = useTranslation('domains')
  const { api, client } = useBridge()
  const navigate = useNavigate()
  const whyNot = useWhyNot()
  const tellError = useTellProblem()
  const [, setAddress] = useUrlState()
  const onOpen = useCallback((claim: DomainClaim) => setAddress({ open: claim.id }), [setAddress])
  const filter = useClaimFilter()
  const loadPage: LoadPage<DomainClaim> = ({ sort: _, ...request }, signal) =>
    client.domains.list({ ...filter, ...request }, { signal })
  // Claiming is a guided flow: it goes on where it was left, and shows the record to publish.
  const claim = useMutation(
    api.wizards.start.mutationOptions({
      onSuccess: (flow) => navigate({ to: '/wizards/{-$part}', params: { part: flow.id } }),
      onError: tellError,
    }),
  )
  const begin = (): void => claim.mutate({ kind: 'claimDomain' })
  useCommands(
    () => [
      {
        id: 'domains.claim',
        label: t('claim'),
        group: t('title'),
        precondition: () => whyNot('domain', 'create'),
        run: begin,
      },
    ],
    [t, whyNot],
  )
  return (
    <>
      <PageHeader
        title={t('title')}
        text={t('text')}
        actions={
          <Guarded type="domain" operation="create">
            <Button size="xs" leftSection={<IconPlus size={15} />} loading={claim.isPending} onClick={begin}>
              {t('claim')}
            </Button>
          </Guarded>
        }
      />
      <Stack gap="md" style={{ flex: 1, minHeight: 0 }}>
        <Group align="stretch">
          <TryAddress />
        </Group>
        <DataTable
          id="domains"
          exporting={useExporting('domain')}
          label={t('title')}
          queryKey={[...api.domains.list.key(), filter]}
          loadPage={loadPage}
          columns={useClaimColumns()}
          rowId={idOf}
          sort={BY_DOMAIN}
          filters={<ClaimFilters />}
          filtered={Object.keys(filter).length > 0}
          onOpen={onOpen}
          empty={<EmptyState title={t('empty')} text={t('emptyText')} />}
        />
      </Stack>
      <ClaimDrawer />
    </>
  )
}
