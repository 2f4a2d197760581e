/**
 * The people of the organization: memberships with roles, teams and state, invitations, and lists from
 * directories. Whatever changes access shows first what it changes.
 */
import { Tabs } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWhyNot } from '../../app/index.ts'
import { EmptyState, PageHeader } from '../../components/index.ts'
import { useUrlPart } from '../../state/index.ts'
import { MigrationCandidates } from '../transfers/index.tsx'
import { ImportPage } from './import/index.ts'
import { InvitationTable } from './invitation-table.tsx'
import type { Issued } from './invite-person.tsx'
import { IssuedCode } from './issued-code.tsx'
import { MemberDrawer } from './member-drawer.tsx'
import { MemberTable } from './member-table.tsx'
import { PeopleActions } from './people-actions.tsx'

export { RolePicker, TeamPicker } from './access-picker.tsx'
export { FollowedImports } from './import/index.ts'
export { RoleBadges, TeamBadges } from './name-badges.tsx'

export function PeoplePage() {
  const { t } = useTranslation('people')
  const part = useUrlPart()
  const navigate = useNavigate()
  const whyNoInvitations = useWhyNot()('invitation', 'read')
  const [issued, setIssued] = useState<Issued | null>(null)
  const onIssued = useCallback((next: Issued) => setIssued(next), [])
  if (part === 'import') return <ImportPage />
  const tab = part === 'invitations' ? 'invitations' : 'members'
  return (
    <>
      <PageHeader title={t('title')} actions={<PeopleActions onIssued={onIssued} />} />
      <Tabs
        value={tab}
        onChange={(next) =>
          void navigate({
            to: '/people/{-$part}',
            params: { part: next === 'invitations' ? next : undefined },
            search: {},
          })
        }
        keepMounted={false}
        style={{ display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0 }}
        styles={{ panel: { display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0 } }}
      >
        <Tabs.List mb="sm">
          <Tabs.Tab value="members">{t('tab.members')}</Tabs.Tab>
          <Tabs.Tab value="invitations">{t('tab.invitations')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="members">
          <MemberTable />
          <MemberDrawer />
        </Tabs.Panel>
        <Tabs.Panel value="invitations">
          {whyNoInvitations === null ? (
            <>
              <MigrationCandidates />
              <InvitationTable onIssued={onIssued} />
            </>
          ) : (
            <EmptyState title={t('tab.invitations')} text={whyNoInvitations} />
          )}
        </Tabs.Panel>
      </Tabs>
      <IssuedCode issued={issued} onClose={() => setIssued(null)} />
    </>
  )
}
