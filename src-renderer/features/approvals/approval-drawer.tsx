import { Alert, Group, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Approval } from '../../../src-preload/contract/approvals.ts'
import { id as idSchema } from '../../../src-preload/contract/shared.ts'
import { useApi } from '../../app/index.ts'
import { Countdown, Drawer, QueryState, Time } from '../../components/index.ts'
import { useUrlState } from '../../state/index.ts'
import { ChangesList } from './changes-list.tsx'
import { Decide } from './decide.tsx'
import { StateMark } from './state-mark.tsx'
import { useFailure, useReason, useTitle } from './words.ts'

/** One request, opened from the address so that a link shows it too. */
export function ApprovalDrawer() {
  const { t } = useTranslation('approvals')
  const { t: words } = useTranslation('words')
  const [address, setAddress] = useUrlState()
  const id = idSchema.safeParse(address['open'])
  const close = (): void => setAddress({ open: undefined })
  return (
    <Drawer
      opened={id.success}
      closeButtonProps={{ 'aria-label': words('close') }}
      onClose={close}
      position="right"
      size={620}
      title={t('request')}
    >
      {id.success && <Loaded id={id.data} onDone={close} />}
    </Drawer>
  )
}

function Loaded({ id, onDone }: { readonly id: string; readonly onDone: () => void }) {
  const query = useQuery(useApi().approvals.get.queryOptions({ input: { id }, retry: false }))
  return <QueryState query={query}>{(approval) => <Shown approval={approval} onDone={onDone} />}</QueryState>
}

function Shown({ approval, onDone }: { readonly approval: Approval; readonly onDone: () => void }) {
  const { t } = useTranslation('approvals')
  const titleOf = useTitle()
  const reasonOf = useReason()
  const failureOf = useFailure()
  const { state, kind, requestedBy, createdAt, expiresAt, changes, failure } = approval
  const byPlatform = kind === 'seat'
  return (
    <Stack gap="lg">
      <div>
        <Group gap="xs" mb={4}>
          <StateMark state={state} />
          <Text size="sm" c="dimmed">
            {t(`kind.${kind}`)}
          </Text>
        </Group>
        <Title order={2}>{titleOf(approval)}</Title>
      </div>
      <Stack gap={4}>
        <Fact label={t('askedBy')}>
          {byPlatform ? t('platform') : requestedBy} · <Time at={createdAt} />
        </Fact>
        {state === 'waiting' && (
          <Fact label={t('expires')}>
            <Countdown to={expiresAt} /> · <Time at={expiresAt} />
          </Fact>
        )}
        {approval.decidedBy !== null && approval.decidedAt !== null && (
          <Fact label={t('decidedBy')}>
            {approval.decidedBy} · <Time at={approval.decidedAt} />
          </Fact>
        )}
        <Fact label={t('why')}>{reasonOf(approval)}</Fact>
        {approval.decision !== '' && <Fact label={t('decision')}>{approval.decision}</Fact>}
      </Stack>
      {failure !== '' && (
        <Alert
          color="red"
          icon={<IconAlertTriangle />}
          title={approval.failedBecause === 'changed' ? t('failedChanged') : t('failure')}
        >
          {failureOf(approval)}
        </Alert>
      )}
      <section aria-label={t('willDo')}>
        <Title order={3} size="h5" mb="xs">
          {t('willDo')}
        </Title>
        <ChangesList changes={changes} />
        {state === 'waiting' && (
          <Text size="xs" c="dimmed" mt="xs">
            {byPlatform ? t('onlyAsYou') : t('onlyAsItWas', { name: requestedBy })}
          </Text>
        )}
      </section>
      {state === 'waiting' && <Decide key={approval.id} approval={approval} onDone={onDone} />}
    </Stack>
  )
}

function Fact({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <Text size="sm" c="dimmed" w={96} flex="none">
        {label}
      </Text>
      <Text size="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
        {children}
      </Text>
    </Group>
  )
}
