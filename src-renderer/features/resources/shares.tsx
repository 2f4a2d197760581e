import { Badge, Button, Card, Checkbox, Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../../src-preload/contract/members.ts'
import type { ResourceDetail, Share } from '../../../src-preload/contract/resources.ts'
import { Locked, useApi, useClient } from '../../app/index.ts'
import {
  ColorAvatar,
  EmptyState,
  ErrorState,
  QueryState,
  tell,
  useSaving,
  useUndo,
} from '../../components/index.ts'
import { TeamSelect } from '../people/team-select.tsx'
import { PersonSelect } from './person-select.tsx'

const GIVABLE = ['read', 'update', 'delete', 'share', 'transfer'] as const
type Givable = (typeof GIVABLE)[number]

interface SharesProps {
  readonly detail: ResourceDetail
  /** Why this person may not share it; null when they may. */
  readonly refused: string | null
}

export function Shares({ detail, refused }: SharesProps) {
  const { t } = useTranslation('resources')
  const api = useApi()
  const { kind, id } = detail
  const query = useQuery(api.resources.shares.queryOptions({ input: { kind, id } }))
  return (
    <Stack>
      {/* First, so that no list that arrives or grows pushes it from under the pointer. */}
      <AddShare detail={detail} refused={refused} />
      <QueryState query={query}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState title={t('noShares')} text={t('noSharesText')} />
          ) : (
            <Stack gap="xs">
              {list.map((s) => (
                <ShareRow key={s.id} share={s} detail={detail} refused={refused} />
              ))}
            </Stack>
          )
        }
      </QueryState>
    </Stack>
  )
}

function ShareRow({ share, detail, refused }: SharesProps & { readonly share: Share }) {
  const { t } = useTranslation('resources')
  const { t: words } = useTranslation('words')
  const api = useApi()
  const client = useClient()
  const queries = useQueryClient()
  const { kind, id } = detail
  const renew = () => queries.invalidateQueries({ queryKey: api.resources.key() })
  const offer = useUndo(renew)
  const saving = useSaving(renew)
  const takeBack = () =>
    saving.run(async () => {
      await client.resources.unshare({ kind, id, shareId: share.id })
      const { subjectKind, subjectId, operations } = share
      offer(t('unshared', { name: share.subjectName }), () =>
        client.resources.share({ kind, id, subjectKind, subjectId, operations }),
      )
      await renew()
    })
  return (
    <Card p="xs">
      <Group justify="space-between" wrap="nowrap">
        <Group gap="xs">
          <ColorAvatar
            name={share.subjectName}
            size={24}
            shape={share.subjectKind === 'team' ? 'square' : 'round'}
          />
          <Text size="sm">{share.subjectName}</Text>
          {share.operations.map((o) => (
            <Badge key={o} color="gray">
              {words(`operation.${o}`)}
            </Badge>
          ))}
        </Group>
        <Locked reason={refused}>
          <Button
            size="compact-xs"
            variant="default"
            loading={saving.busy}
            aria-label={t('takeBackFrom', { name: share.subjectName })}
            onClick={() => void takeBack()}
          >
            {t('takeBack')}
          </Button>
        </Locked>
      </Group>
      {saving.error !== null && <ErrorState error={saving.error} />}
    </Card>
  )
}

function AddShare({ detail, refused }: SharesProps) {
  const { t } = useTranslation('resources')
  const { t: words } = useTranslation('words')
  const api = useApi()
  const client = useClient()
  const queries = useQueryClient()
  const [subjectKind, setKind] = useState<'user' | 'team'>('user')
  const [member, setMember] = useState<Member | null>(null)
  const [teamId, setTeam] = useState<string | null>(null)
  const [operations, setOperations] = useState<Givable[]>(['read'])
  const renew = () => queries.invalidateQueries({ queryKey: api.resources.key() })
  const saving = useSaving(renew)
  const subjectId = subjectKind === 'user' ? member?.userId : teamId
  const add = () =>
    saving.run(async () => {
      if (!subjectId) return
      const made = await client.resources.share({
        kind: detail.kind,
        id: detail.id,
        subjectKind,
        subjectId,
        operations,
      })
      tell(t('shared', { name: made.subjectName }))
      setMember(null)
      setTeam(null)
      await renew()
    })
  return (
    <Card component="section" aria-label={t('addShare')}>
      <Stack gap="sm">
        <Text fw={500} size="sm">
          {t('addShare')}
        </Text>
        <SegmentedControl
          aria-label={t('shareWith')}
          value={subjectKind}
          data={[
            { value: 'user', label: t('person') },
            { value: 'team', label: t('team') },
          ]}
          onChange={(v) => setKind(v as 'user' | 'team')}
        />
        {subjectKind === 'user' ? (
          <PersonSelect label={t('person')} picked={member} onPick={setMember} />
        ) : (
          <TeamSelect label={t('team')} value={teamId} onChange={setTeam} />
        )}
        <Checkbox.Group
          label={t('may')}
          description={GIVABLE.every((o) => detail.can.includes(o)) ? undefined : t('giveHeld')}
          value={operations}
          onChange={(v) => setOperations(v as Givable[])}
        >
          <Group mt={4}>
            {GIVABLE.map((o) => (
              <Checkbox
                key={o}
                value={o}
                label={words(`operation.${o}`)}
                disabled={!detail.can.includes(o)}
              />
            ))}
          </Group>
        </Checkbox.Group>
        {saving.error !== null && <ErrorState error={saving.error} />}
        <Group justify="flex-end">
          <Locked reason={refused ?? (subjectId && operations.length > 0 ? null : t('chooseSubject'))}>
            <Button loading={saving.busy} onClick={() => void add()}>
              {t('share')}
            </Button>
          </Locked>
        </Group>
      </Stack>
    </Card>
  )
}
