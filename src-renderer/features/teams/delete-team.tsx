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
  const [plan, setPlan] = useState<DangerPlan | null>(null)
  const amount = usePoolAmount()
  const counted = team.slices
    .filter((s) => s.used > 0)
    .map(({ pool, used }) => `${domain(`pool.${pool}`)}: ${amount(pool, used)}`)
  const ask = (): void =>
    setPlan({
      title: t('deleteTitle', { name: team.name }),
      text: t('deleteText'),
      affects: [
        <Losing key="losing" team={team} />,
        team.grants.length === 0 ? t('grants.none') : t('affectsGrants', { grants: words(team.grants) }),
        ...(counted.length === 0 ? [] : [t('affectsCounted', { what: counted.join(', ') })]),
      ],
      confirm: t('delete'),
      reason: 'required',
      typedName: team.name,
      run: (reason) => changes.delete(team, reason, onGone),
    })
  return (
    <>
      <Guarded type="team" operation="delete">
        <Button size="xs" variant="light" color="red" leftSection={<IconTrash size={14} />} onClick={ask}>
          {t('delete')}
        </Button>
      </Guarded>
      <ConfirmDanger plan={plan} onClose={() => setPlan(null)} />
    </>
  )
}

/** How many lose what the team gave them, and the first by name. */
function Losing({ team }: { readonly team: Team }) {
  const { t } = useTranslation('teams')
  const can = useCan()
  const query = useQuery(
    useApi().members.list.queryOptions({
      input: { teamIds: [team.id], limit: NAMED },
      enabled: can('member', 'read'),
    }),
  )
  const names = query.data?.items.map((m) => m.name).join(', ')
  const rest = team.members - NAMED
  return (
    <>
      {t('affectsMembers', { count: team.members })}
      {names !== undefined && names !== '' && ` – ${names}`}
      {rest > 0 && ` ${t('more', { count: rest })}`}
    </>
  )
}
