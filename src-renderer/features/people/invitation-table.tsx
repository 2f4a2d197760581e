import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Invitation, invitationState } from '../../../src-preload/contract/invitations.ts'
import { useBridge, useExporting } from '../../app/index.ts'
import {
  type Column,
  ConfirmDanger,
  Countdown,
  type DangerPlan,
  DataTable,
  EmptyState,
  type LoadPage,
  StateBadge,
  Time,
  tell,
  useTellProblem,
} from '../../components/index.ts'
import { useUrlState } from '../../state/index.ts'
import { InvitationActions } from './invitation-actions.tsx'
import { InvitationBulk } from './invitation-bulk.tsx'
import { InvitationFilter } from './invitation-filter.tsx'
import type { Issued } from './invite-person.tsx'
import { IssuedCodes } from './issued-codes.tsx'
import { RoleNames, TeamNames } from './name-badges.tsx'
import { useNames } from './names.ts'
import { useRefreshPeople } from './use-member-changes.ts'

const idOf = (invitation: Invitation): string => invitation.id

/** Invitations and what became of them. */
export function InvitationTable({ onIssued }: { readonly onIssued: (issued: Issued) => void }) {
  const { t } = useTranslation('people')
  const { api, client } = useBridge()
  const [address] = useUrlState()
  const state = invitationState.safeParse(address['is'])
  const filter = useMemo(() => (state.success ? { state: [state.data] } : {}), [state.data, state.success])
  const tellError = useTellProblem()
  const refresh = useRefreshPeople()
  const [codes, setCodes] = useState<readonly Issued[]>([])
  const [plan, setPlan] = useState<DangerPlan | null>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the rest only reads what is current
  const onResend = useCallback(
    (invitation: Invitation): void => {
      client.invitations.resend({ id: invitation.id, version: invitation.version }).then(
        (issued) => {
          onIssued(issued)
          void refresh()
        },
        (error: unknown) => {
          tellError(error)
          void refresh()
        },
      )
    },
    [client, onIssued],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rest only reads what is current
  const onRevoke = useCallback(
    (invitation: Invitation): void => {
      const { email, id, version } = invitation
      setPlan({
        title: t('invitation.revokeOf', { email }),
        affects: [t('invitation.revokeText', { email })],
        confirm: t('invitation.revoke'),
        reason: 'none',
        typedName: email,
        final: false,
        run: async () => {
          await client.invitations.revoke({ id, version })
          tell(t('invitation.revoked', { email }))
          await refresh()
        },
      })
    },
    [client, t],
  )
  const loadPage: LoadPage<Invitation> = ({ sort: _, ...request }, signal) =>
    client.invitations.list({ ...filter, ...request }, { signal })
  return (
    <>
      <DataTable
        id="invitations"
        exporting={useExporting('invitation', filter)}
        label={t('tab.invitations')}
        queryKey={[...api.invitations.list.key(), filter]}
        loadPage={loadPage}
        columns={useInvitationColumns(onResend, onRevoke)}
        rowId={idOf}
        bulk={(selected, clear) => <InvitationBulk selected={selected} clear={clear} onIssued={setCodes} />}
        filters={<InvitationFilter />}
        filtered={state.success}
        empty={<EmptyState title={t('invitation.empty')} text={t('invitation.emptyText')} />}
      />
      <ConfirmDanger plan={plan} onClose={() => setPlan(null)} />
      <IssuedCodes issued={codes} onClose={() => setCodes([])} />
    </>
  )
}

type Act = (invitation: Invitation) => void

function useInvitationColumns(onResend: Act, onRevoke: Act): readonly Column<Invitation>[] {
  const { t } = useTranslation('people')
  const names = useNames()
  return useMemo<readonly Column<Invitation>[]>(
    () => [
      {
        id: 'email',
        header: t('invitation.email'),
        width: 180,
        grow: 1.6,
        text: (i) => i.email,
        cell: (i) => <span title={i.email}>{i.email}</span>,
      },
      {
        id: 'state',
        header: t('invitation.state'),
        width: 100,
        grow: 0.6,
        text: (i) => t(`invitation.states.${i.state}`),
        cell: (i) => <StateBadge state={i.state} label={t(`invitation.states.${i.state}`)} />,
      },
      {
        id: 'roles',
        header: t('invitation.roles'),
        width: 120,
        text: (i) => i.roleIds.map(names.role).join('; '),
        cell: (i) => <RoleNames names={i.roleIds.map(names.role)} most={1} />,
      },
      {
        id: 'teams',
        header: t('invitation.teams'),
        width: 130,
        hidden: true,
        text: (i) => i.teamIds.map(names.team).join('; '),
        cell: (i) => <TeamNames names={i.teamIds.map(names.team)} most={1} />,
      },
      {
        id: 'by',
        header: t('invitation.by'),
        width: 120,
        text: (i) => i.invitedBy,
        cell: (i) => i.invitedBy,
      },
      {
        id: 'expires',
        header: t('invitation.expires'),
        width: 130,
        text: (i) => i.expiresAt,
        cell: (i) =>
          i.state === 'pending' ? <Countdown to={i.expiresAt} /> : <Time at={i.expiresAt} show="date" />,
      },
      {
        id: 'actions',
        header: t('invitation.actions'),
        width: 165,
        text: () => '',
        cell: (i) => <InvitationActions invitation={i} onResend={onResend} onRevoke={onRevoke} />,
      },
    ],
    [t, names, onResend, onRevoke],
  )
}
