import { Button } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Team } from '../../../src-preload/contract/teams.ts'
import { Guarded, useApi, useCan } from '../../app/index.ts'
import { ConfirmDanger, type DangerPlan, usePoolAmount } from '../../components/index.ts'
import { useGrantWords, useThingNames } from './grant-words.ts'
import { useTeamChanges } from './use-team-changes.ts'

/** So many members are named; the rest is a count. */
const NAMED = 12

/** Deleting a team, with who loses what. */
export function DeleteTeam({ team, onGone }: { readonly team: Team; readonly onGone: () => void }) {
  const { t } = useTranslation('teams')
  const { t: domain } = useTranslation('words')
  const changes = useTeamChanges()
  const words = useGrantWords(useThingNames(team.grants))
  const [asked, setAsked] = useState(false)
  const amount = usePoolAmount()
  const can = useCan()
  const losing = useQuery(
    useApi().members.list.queryOptions({
      input: { teamIds: [team.id], limit: NAMED },
      enabled: asked && can('member', 'read'),
    }),
  )
  const names = losing.data?.items.map((m) => m.name).join(', ')
  const rest = team.members - NAMED
  const members = [
    t('affectsMembers', { count: team.members }),
    ...(names !== undefined && names !== '' ? [`– ${names}`] : []),
    ...(rest > 0 ? [t('more', { count: rest })] : []),
  ].join(' ')
  const counted = team.slices
    .filter((s) => s.used > 0)
    .map(({ pool, used }) => `${domain(`pool.${pool}`)}: ${amount(pool, used)}`)
  const plan: DangerPlan | null = !asked
    ? null
    : {
        title: t('deleteTitle', { name: team.name }),
        text: t('deleteText'),
        affects: [
          members,
          team.grants.length === 0 ? t('grants.none') : t('affectsGrants', { grants: words(team.grants) }),
          ...(counted.length === 0 ? [] : [t('affectsCounted', { what: counted.join(', ') })]),
        ],
        confirm: t('delete'),
        reason: 'required',
        typedName: team.name,
        run: (reason) => changes.delete(team, reason, onGone),
        asking: losing.isLoading,
      }
  return (
    <>
      <Guarded type="team" operation="delete">
        <Button
          size="xs"
          variant="light"
          color="red"
          leftSection={<IconTrash size={14} />}
          onClick={() => setAsked(true)}
        >
          {t('delete')}
        </Button>
      </Guarded>
      <ConfirmDanger plan={plan} onClose={() => setAsked(false)} />
    </>
  )
}
