import { Badge, Button, Group, Stack, Tabs, Text, Textarea, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Operation, ResourceKind } from '../../../src-preload/contract/access.ts'
import type { ResourceDetail } from '../../../src-preload/contract/resources.ts'
import { Locked, useApi, useClient } from '../../app/index.ts'
import {
  BytesText,
  ChangedMeanwhile,
  ConfirmDanger,
  type DangerPlan,
  Drawer,
  dropDrafts,
  ErrorState,
  LoadingState,
  QueryState,
  sameValue,
  Time,
  tell,
  useDraft,
  useSaving,
  useUndo,
} from '../../components/index.ts'
import { fieldErrors } from '../../errors.ts'
import { TransferDialog } from '../transfers/index.tsx'
import { CountsTo, useCountable, type WhoseCount } from './counts-to.tsx'
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
  // With the rest of the drawer, or it would push the buttons below it from under the pointer.
  const countable = useCountable(kind)
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
          {(detail) =>
            countable.pending ? (
              <LoadingState />
            ) : (
              <Detail key={detail.id} detail={detail} teams={countable.teams} onClose={onClose} />
            )
          }
        </QueryState>
      )}
    </Drawer>
  )
}

const fieldsOf = ({ name, description, visibility, teamIds, countsTo }: ResourceDetail) => ({
  name,
  description,
  visibility,
  teamIds,
  countsTo,
})

interface DetailProps {
  readonly detail: ResourceDetail
  readonly teams: WhoseCount['teams']
  readonly onClose: () => void
}

function Detail({ detail, teams, onClose }: DetailProps) {
  const { t } = useTranslation('resources')
  const { t: words } = useTranslation('words')
  const { t: transfers } = useTranslation('transfers')
  const { t: components } = useTranslation('components')
  const api = useApi()
  const client = useClient()
  const queries = useQueryClient()
  const draft = useDraft(detail, fieldsOf)
  const { base } = draft
  const { kind, id, version } = base
  const { name, description, visibility, teamIds, countsTo } = draft.fields
  const [moving, setMoving] = useState(false)
  const [danger, setDanger] = useState<DangerPlan | null>(null)
  const renew = () => queries.invalidateQueries({ queryKey: api.resources.key() })
  const offer = useUndo(renew)
  const may = (operation: Operation): string | null =>
    detail.can.includes(operation)
      ? null
      : t('mayNot', { operation: words(`operation.${operation}`), kind: words(`one.${kind}`) })
  const saving = useSaving(renew)
  const { error } = saving
  const rename = () =>
    saving.run(async () => {
      const after = await client.resources.update({ kind, id, version, name, description, countsTo })
      const was = { name: base.name, description: base.description, countsTo: base.countsTo }
      const back = { kind, id, version: after.version, ...was }
      draft.saved({ ...base, ...after })
      offer(t('saved', { name: after.name }), () => client.resources.update(back))
      await renew()
    })
  const setVisibility = () =>
    saving.run(async () => {
      const after = await client.resources.setVisibility({ kind, id, version, visibility, teamIds })
      const back = {
        kind,
        id,
        version: after.version,
        visibility: base.visibility,
        teamIds: base.teamIds,
      }
      draft.saved({ ...base, ...after })
      offer(t('visibilitySaved', { name: after.name }), () => client.resources.setVisibility(back))
      await renew()
    })
  const gone = (): void => dropDrafts(onClose)
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
        gone()
        await renew()
        await queries.invalidateQueries({ queryKey: api.organizations.key() })
      },
    })
  const first = draft.changedMeanwhile ? components('meanwhile.first') : null
  const sightChanged = visibility !== base.visibility || !sameValue(teamIds, base.teamIds)
  const aboutChanged = name !== base.name || description !== base.description || countsTo !== base.countsTo
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
              onChange={(e) => draft.set({ name: e.currentTarget.value })}
            />
            <Textarea
              label={t('description')}
              autosize
              minRows={2}
              value={description}
              readOnly={may('update') !== null}
              onChange={(e) => draft.set({ description: e.currentTarget.value })}
            />
            <CountsTo
              kind={kind}
              teams={teams}
              value={countsTo}
              locked={may('update')}
              onChange={(next) => draft.set({ countsTo: next })}
            />
            <Group justify="flex-end">
              <Locked reason={may('update') ?? first ?? (aboutChanged ? null : t('unchanged'))}>
                <Button size="xs" loading={saving.busy} onClick={() => void rename()}>
                  {words('save')}
                </Button>
              </Locked>
            </Group>
            <VisibilityFields
              value={{ visibility, teamIds }}
              onChange={draft.set}
              locked={may('share')}
              error={fieldErrors(error)['teamIds']}
            />
            <Group justify="flex-end">
              <Locked reason={may('share') ?? first ?? (sightChanged ? null : t('unchanged'))}>
                <Button size="xs" loading={saving.busy} onClick={() => void setVisibility()}>
                  {t('setVisibility')}
                </Button>
              </Locked>
            </Group>
            <ChangedMeanwhile draft={draft} onDecided={saving.clear} />
            {error !== null && first === null && <ErrorState error={error} />}
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
      {moving && <TransferDialog items={[detail]} onClose={() => setMoving(false)} onDone={gone} />}
      <ConfirmDanger plan={danger} onClose={() => setDanger(null)} />
    </Stack>
  )
}
