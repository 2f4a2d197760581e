import { Badge, Button, Drawer, Group, Stack, Tabs, Text, Textarea, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Operation, ResourceKind } from '../../../src-preload/contract/access.ts'
import type { ResourceDetail } from '../../../src-preload/contract/resources.ts'
import { useApi, useClient } from '../../app/connection.tsx'
import { Locked } from '../../app/guarded.tsx'
import {
  BytesText,
  ConfirmDanger,
  type DangerPlan,
  ErrorState,
  QueryState,
  Time,
  tell,
  useUndo,
} from '../../components/index.ts'
import { fieldErrors } from '../../errors.ts'
import { TransferDialog } from '../transfers/index.tsx'
import { Shares } from './shares.tsx'
import { VisibilityFields } from './visibility-fields.tsx'
import { Why } from './why.tsx'

interface ResourceDrawerProps {
  readonly kind: ResourceKind
  /** Undefined while none is open. */
  readonly id: string | undefined
  readonly onClose: () => void
}

export function ResourceDrawer({ kind, id, onClose }: ResourceDrawerProps) {
  const { t: words } = useTranslation('words')
  const api = useApi()
  const query = useQuery({
    ...api.resources.get.queryOptions({ input: { kind, id: id ?? '' } }),
    enabled: id !== undefined,
    retry: false,
  })
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      position="right"
      size="lg"
      title={query.data?.name ?? words(`one.${kind}`)}
    >
      {id !== undefined && (
        <QueryState query={query}>
          {(detail) => <Detail key={`${detail.id}/${detail.version}`} detail={detail} onClose={onClose} />}
        </QueryState>
      )}
    </Drawer>
  )
}

function Detail({ detail, onClose }: { readonly detail: ResourceDetail; readonly onClose: () => void }) {
  const { t } = useTranslation('resources')
  const { t: words } = useTranslation('words')
  const { t: transfers } = useTranslation('transfers')
  const api = useApi()
  const client = useClient()
  const queries = useQueryClient()
  const { kind, id, version } = detail
  const [name, setName] = useState(detail.name)
  const [description, setDescription] = useState(detail.description)
  const [sight, setSight] = useState({ visibility: detail.visibility, teamIds: detail.teamIds })
  const [error, setError] = useState<unknown>(null)
  const [moving, setMoving] = useState(false)
  const [danger, setDanger] = useState<DangerPlan | null>(null)
  const renew = () => queries.invalidateQueries({ queryKey: api.resources.key() })
  const offer = useUndo(renew)
  const may = (operation: Operation): string | null =>
    detail.can.includes(operation)
      ? null
      : t('mayNot', { operation: words(`operation.${operation}`), kind: words(`one.${kind}`) })
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setError(null)
    try {
      await work()
      await renew()
    } catch (caught) {
      setError(caught)
    }
  }
  const rename = () =>
    attempt(async () => {
      const after = await client.resources.update({ kind, id, version, name, description })
      const back = { kind, id, version: after.version, name: detail.name, description: detail.description }
      offer(t('saved', { name: after.name }), () => client.resources.update(back))
    })
  const setVisibility = () =>
    attempt(async () => {
      const after = await client.resources.setVisibility({ kind, id, version, ...sight })
      const back = {
        kind,
        id,
        version: after.version,
        visibility: detail.visibility,
        teamIds: detail.teamIds,
      }
      offer(t('visibilitySaved', { name: after.name }), () => client.resources.setVisibility(back))
    })
  const remove = (): void =>
    setDanger({
      title: t('deleteTitle', { name: detail.name }),
      affects: [
        t('deleteAffects', { name: detail.name, creator: detail.creatorName }),
        t('deleteShares', { count: detail.shares }),
      ],
      confirm: t('delete'),
      reason: 'required',
      typedName: detail.name,
      run: async (reason) => {
        await client.resources.delete({ kind, id, version, reason })
        tell(t('deleted', { name: detail.name }))
        onClose()
        await renew()
        await queries.invalidateQueries({ queryKey: api.organizations.key() })
      },
    })
  const sightChanged =
    sight.visibility !== detail.visibility || sight.teamIds.join() !== detail.teamIds.join()
  const textChanged = name !== detail.name || description !== detail.description
  return (
    <Stack>
      <Group gap="xs">
        <Text size="xs" c="dimmed">
          {t('mayHere')}
        </Text>
        {detail.can
          .filter((o) => o !== 'create')
          .map((o) => (
            <Badge key={o} color="teal">
              {words(`operation.${o}`)}
            </Badge>
          ))}
      </Group>
      <Text size="sm" c="dimmed">
        {t('by', { creator: detail.creatorName })} · <BytesText value={detail.sizeBytes} /> ·{' '}
        <Time at={detail.updatedAt} />
      </Text>
      <Tabs defaultValue="about" keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="about">{t('about')}</Tabs.Tab>
          <Tabs.Tab value="shares">{t('shares', { count: detail.shares })}</Tabs.Tab>
          <Tabs.Tab value="why">{t('why')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="about">
          <Stack>
            <TextInput
              label={words('name')}
              value={name}
              readOnly={may('update') !== null}
              description={may('update')}
              error={fieldErrors(error)['name']}
              onChange={(e) => setName(e.currentTarget.value)}
            />
            <Textarea
              label={t('description')}
              autosize
              minRows={2}
              value={description}
              readOnly={may('update') !== null}
              onChange={(e) => setDescription(e.currentTarget.value)}
            />
            <Group justify="flex-end">
              <Locked reason={may('update') ?? (textChanged ? null : t('unchanged'))}>
                <Button size="xs" onClick={() => void rename()}>
                  {words('save')}
                </Button>
              </Locked>
            </Group>
            <VisibilityFields
              value={sight}
              onChange={setSight}
              locked={may('share')}
              error={fieldErrors(error)['teamIds']}
            />
            <Group justify="flex-end">
              <Locked reason={may('share') ?? (sightChanged ? null : t('unchanged'))}>
                <Button size="xs" onClick={() => void setVisibility()}>
                  {t('setVisibility')}
                </Button>
              </Locked>
            </Group>
            {error !== null && <ErrorState error={error} />}
            <Group justify="flex-end">
              <Locked reason={may('transfer')}>
                <Button variant="default" onClick={() => setMoving(true)}>
                  {transfers('transfer')}
                </Button>
              </Locked>
              <Locked reason={may('delete')}>
                <Button variant="light" color="red" onClick={remove}>
                  {t('delete')}
                </Button>
              </Locked>
            </Group>
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="shares">
          <Shares detail={detail} refused={may('share')} />
        </Tabs.Panel>
        <Tabs.Panel value="why">
          <Why detail={detail} />
        </Tabs.Panel>
      </Tabs>
      {moving && <TransferDialog items={[detail]} onClose={() => setMoving(false)} onDone={onClose} />}
      <ConfirmDanger plan={danger} onClose={() => setDanger(null)} />
    </Stack>
  )
}
