import { Alert, Badge, Box, Button, Card, Group, List, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MigrationOffer } from '../../../../src-preload/contract/migrations.ts'
import { Locked, useApi, useClient } from '../../../app/index.ts'
import {
  ColorAvatar,
  ConfirmDanger,
  Countdown,
  type DangerPlan,
  EmptyState,
  ErrorState,
  PageHeader,
  QueryState,
  Time,
  tell,
} from '../../../components/index.ts'
import { MigrationDialog } from './migration-dialog.tsx'
import { useClosed } from './use-closed.ts'
import { useMigrationChanges } from './use-migration-changes.ts'

const COLOR = { offered: 'blue', accepted: 'teal', declined: 'gray', undone: 'gray' } as const

/** The person's own offers, whatever organization the session is in. */
export function OffersPage() {
  const { t } = useTranslation('migrations')
  const query = useQuery(useApi().migrations.mine.queryOptions())
  return (
    <Box maw={820} w="100%">
      <PageHeader title={t('title')} text={t('text')} />
      <QueryState query={query}>
        {(offers) =>
          offers.length === 0 ? (
            <EmptyState title={t('empty')} text={t('emptyText')} />
          ) : (
            <Stack>
              {offers.map((offer) => (
                <OfferCard key={offer.id} offer={offer} />
              ))}
            </Stack>
          )
        }
      </QueryState>
    </Box>
  )
}

function OfferCard({ offer }: { readonly offer: MigrationOffer }) {
  const { t } = useTranslation('migrations')
  const client = useClient()
  const { renew, takeBack } = useMigrationChanges()
  const [choosing, setChoosing] = useState(false)
  const [plan, setPlan] = useState<DangerPlan | null>(null)
  const { id, state, orgName, domain, roles, left } = offer
  const closed = useClosed()(offer)
  const decline = useMutation({
    mutationFn: () => client.migrations.decline({ offerId: id }),
    onSuccess: () => tell(t('declined')),
    // Also what was decided at another window of theirs is shown as it is.
    onSettled: () => renew(),
  })
  const undo = useMutation({
    mutationFn: () => client.migrations.previewUndo({ offerId: id }),
    onSuccess: ({ back, left: stays }) =>
      setPlan({
        title: t('undoTitle', { org: orgName }),
        affects: [
          t('undoMember', { org: orgName }),
          t('undoMoved', { count: back.length, names: back.map((b) => b.name).join(', ') }),
          ...stays.map((l) => t('undoStays', { name: l.name, why: t(`leftWhy.${l.why}`) })),
        ],
        confirm: t('undo').replace('…', ''),
        reason: 'none',
        run: () => takeBack(offer),
      }),
  })
  return (
    <Card component="section" aria-label={orgName} bg="var(--surface-raised)">
      <Group justify="space-between" wrap="nowrap" mb="xs">
        <Group gap="sm" wrap="nowrap">
          <ColorAvatar name={orgName} color={offer.color} size={32} />
          <Title order={2}>{orgName}</Title>
        </Group>
        <Badge color={COLOR[state]}>{t(`state.${state}`)}</Badge>
      </Group>
      {state === 'accepted' ? (
        <Stack gap={4}>
          <Text size="sm">
            {t('moved', { count: offer.moved })} {offer.acceptedAt !== null && <Time at={offer.acceptedAt} />}
          </Text>
          {offer.undoUntil === null ? (
            <Text size="sm" c="dimmed">
              {t('over')}
            </Text>
          ) : (
            <Group justify="space-between">
              <Text size="sm" c="dimmed" component="div">
                {t('until')}: <Countdown to={offer.undoUntil} /> · <Time at={offer.undoUntil} />
              </Text>
              <Button variant="default" loading={undo.isPending} onClick={() => undo.mutate()}>
                {t('undo')}
              </Button>
            </Group>
          )}
          {undo.isError && <ErrorState error={undo.error} />}
        </Stack>
      ) : (
        <Stack gap={4}>
          {domain !== '' && <Text size="sm">{t('because', { domain })}</Text>}
          <Text size="sm">{closed ?? t('becomes', { roles: roles.join(', ') })}</Text>
          {decline.isError && <ErrorState error={decline.error} />}
          <Group justify="flex-end">
            {state === 'offered' && (
              <Button variant="default" loading={decline.isPending} onClick={() => decline.mutate()}>
                {t('decline')}
              </Button>
            )}
            <Locked reason={closed}>
              <Button onClick={() => setChoosing(true)}>{t('choose')}</Button>
            </Locked>
          </Group>
        </Stack>
      )}
      {left.length > 0 && (
        <Alert color="orange" title={t('left')} mt="sm">
          <List size="sm">
            {left.map((l) => (
              <List.Item key={l.id}>
                {l.name}: {t(`leftWhy.${l.why}`)}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      {choosing && <MigrationDialog offer={offer} onClose={() => setChoosing(false)} />}
      <ConfirmDanger plan={plan} onClose={() => setPlan(null)} />
    </Card>
  )
}
