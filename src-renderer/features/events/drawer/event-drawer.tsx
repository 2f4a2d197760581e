import { ActionIcon, Alert, Button, CopyButton, Group, Stack, Table, Text, Tooltip } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconCheck, IconFlask, IconLink } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { EventFilter } from '../../../../src-preload/contract/event-filter/index.ts'
import type { EventBody, EventRow } from '../../../../src-preload/contract/events.ts'
import { useApi, useHere } from '../../../app/index.ts'
import { Drawer, EmptyState, QueryState, Time } from '../../../components/index.ts'
import { problemOf } from '../../../errors.ts'
import { useAbout } from '../about.ts'
import { ExchangeBadge } from '../exchange-badge.tsx'
import { useWho } from '../live/words.ts'
import { AuditCard } from './audit-card.tsx'
import { Payload } from './payload.tsx'

interface EventDrawerProps {
  /** Of the address; undefined while closed. */
  readonly id: string | undefined
  /** The row on screen, where it is there: it knows names. */
  readonly row: EventRow | undefined
  readonly onClose: () => void
  /** Goes to the event before or after on screen; absent where there is none. */
  readonly onOlder?: () => void
  readonly onNewer?: () => void
  readonly onOnly: (filter: EventFilter) => void
}

/** One event: what it tells in words, as it travelled, and the trail's record of the same change. */
export function EventDrawer(props: EventDrawerProps) {
  const { id, onClose, onOlder, onNewer } = props
  const { t } = useTranslation('events')
  const api = useApi()
  const query = useQuery(
    api.events.body.queryOptions({
      input: { id: id ?? '' },
      enabled: id !== undefined,
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
    }),
  )
  const gone = query.isError && problemOf(query.error).code === 'NOT_FOUND'
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      position="right"
      size={600}
      title={
        <Group gap="xs">
          {t('drawer.title')}
          <Step label={t('drawer.older')} act={onOlder} icon={<IconArrowUp size={16} />} />
          <Step label={t('drawer.newer')} act={onNewer} icon={<IconArrowDown size={16} />} />
        </Group>
      }
    >
      {gone ? (
        <EmptyState title={t('drawer.gone')} text={t('drawer.goneText')} />
      ) : (
        <QueryState query={query}>{(body) => <Event {...props} body={body} />}</QueryState>
      )}
    </Drawer>
  )
}

function Step(props: { readonly label: string; readonly act?: () => void; readonly icon: React.ReactNode }) {
  return (
    <Tooltip label={props.label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={props.label}
        disabled={props.act === undefined}
        onClick={props.act}
      >
        {props.icon}
      </ActionIcon>
    </Tooltip>
  )
}

interface Envelope {
  readonly [field: string]: unknown
}
const envelopeOf = (body: string): Envelope => {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

function Event({ body, row, onOnly }: EventDrawerProps & { readonly body: EventBody }) {
  const { t } = useTranslation('events')
  const { context } = useHere()
  const { actorOf, organizationOf } = useWho()
  const envelope = useMemo(() => envelopeOf(body.body), [body.body])
  const [type, time, actorId, orgId] = ['type', 'time', 'actorid', 'orgid'].map((f) => textOf(envelope[f]))
  const about = useAbout(type ?? '')
  const operator = context.kind === 'platform'
  const address = new URLSearchParams({ open: body.id, in: context.orgId })
  const link = `${location.href.split('#')[0]}#/events?${address}`
  return (
    <Stack gap="md">
      <div>
        <Group gap="xs" mb={4}>
          <ExchangeBadge exchange={body.exchange} />
          <Text ff="monospace" fw={600} size="sm" style={{ overflowWrap: 'anywhere' }}>
            {type}
          </Text>
        </Group>
        <Text size="sm">{about ?? t('drawer.notInCatalogue')}</Text>
      </div>
      {envelope['simulated'] === true && (
        <Alert color="yellow" icon={<IconFlask />}>
          {t('drawer.simulatedText')}
        </Alert>
      )}
      <Table withRowBorders={false} verticalSpacing={2}>
        <Table.Tbody>
          <Fact label={t('drawer.time')}>
            {Number.isNaN(Date.parse(time ?? '')) ? time : <Time at={time ?? ''} show="second" />}
          </Fact>
          <Fact label={t('drawer.actor')}>
            {actorOf({ actor: row?.actor ?? '', actorId: actorId ?? '' })}
          </Fact>
          {operator && row !== undefined && (
            <Fact label={t('drawer.organization')}>{organizationOf(row)}</Fact>
          )}
          <Fact label={t('drawer.key')}>
            <Text span ff="monospace" size="xs" style={{ overflowWrap: 'anywhere' }}>
              {body.key}
            </Text>
          </Fact>
          <Fact label={t('drawer.id')}>
            <Text span ff="monospace" size="xs">
              {body.id}
            </Text>
          </Fact>
        </Table.Tbody>
      </Table>
      <Group gap="xs">
        <CopyButton value={link}>
          {({ copied, copy }) => (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={copied ? <IconCheck size={14} /> : <IconLink size={14} />}
              onClick={copy}
            >
              {copied ? t('drawer.copied') : t('drawer.copyLink')}
            </Button>
          )}
        </CopyButton>
        <Text size="xs" c="dimmed" ml="auto">
          {t('drawer.only')}
        </Text>
        <Button size="compact-sm" variant="subtle" onClick={() => onOnly({ types: [type ?? ''] })}>
          {t('drawer.onlyType')}
        </Button>
        {actorId !== '' && actorId !== 'platform' && (
          <Button size="compact-sm" variant="subtle" onClick={() => onOnly({ actorId })}>
            {t('drawer.onlyActor')}
          </Button>
        )}
        {operator && (
          <Button size="compact-sm" variant="subtle" onClick={() => onOnly({ orgIds: [orgId ?? ''] })}>
            {t('drawer.onlyOrganization')}
          </Button>
        )}
      </Group>
      <Payload body={body.body} type={type ?? ''} veiled={body.veiled} bytes={body.bytes} />
      <AuditCard auditId={body.auditId} />
    </Stack>
  )
}

const Fact = ({ label, children }: { readonly label: string; readonly children: React.ReactNode }) => (
  <Table.Tr>
    <Table.Th w={120} c="dimmed" fw={400}>
      {label}
    </Table.Th>
    <Table.Td>{children}</Table.Td>
  </Table.Tr>
)
