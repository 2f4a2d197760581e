import { Group, Stack, Tabs, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { id as idSchema } from '../../../src-preload/contract/shared.ts'
import type { Team } from '../../../src-preload/contract/teams.ts'
import { useApi } from '../../app/index.ts'
import { Drawer, dropDrafts, QueryState } from '../../components/index.ts'
import { useUrlState } from '../../state/index.ts'
import { DeleteTeam } from './delete-team.tsx'
import { GrantsEditor } from './grants-editor.tsx'
import { SlicesEditor } from './slices-editor.tsx'
import { TeamAbout } from './team-about.tsx'
import { TeamMembers } from './team-members.tsx'

const TABS = ['grants', 'members', 'slices', 'about'] as const

/** One team, opened from the address so that a link shows it too. */
export function TeamDrawer() {
  const { t: words } = useTranslation('words')
  const { t } = useTranslation('teams')
  const [address, setAddress] = useUrlState()
  const id = idSchema.safeParse(address['open'])
  const close = (): void => setAddress({ open: undefined, show: undefined })
  return (
    <Drawer
      opened={id.success}
      closeButtonProps={{ 'aria-label': words('close') }}
      onClose={close}
      position="right"
      size={620}
      title={t('one')}
    >
      {id.success && <Loaded id={id.data} onGone={() => dropDrafts(close)} />}
    </Drawer>
  )
}

function Loaded({ id, onGone }: { readonly id: string; readonly onGone: () => void }) {
  const query = useQuery(useApi().teams.get.queryOptions({ input: { id }, retry: false }))
  return <QueryState query={query}>{(team) => <Shown team={team} onGone={onGone} />}</QueryState>
}

function Shown({ team, onGone }: { readonly team: Team; readonly onGone: () => void }) {
  const { t } = useTranslation('teams')
  const [address, setAddress] = useUrlState()
  return (
    <Stack gap="md">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div style={{ minWidth: 0 }}>
          <Text fw={600} size="lg" truncate>
            {team.name}
          </Text>
          <Text size="sm" c="dimmed">
            {t('membersCount', { count: team.members })}
          </Text>
        </div>
        <DeleteTeam key={team.id} team={team} onGone={onGone} />
      </Group>
      {/* A tab in which something is edited keeps it while one looks at another. */}
      <Tabs
        value={TABS.find((x) => x === address['show']) ?? 'grants'}
        onChange={(next) => setAddress({ show: next ?? undefined })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          {TABS.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {t(`tab.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="grants" keepMounted>
          <GrantsEditor key={team.id} team={team} />
        </Tabs.Panel>
        <Tabs.Panel value="members">
          <TeamMembers team={team} />
        </Tabs.Panel>
        <Tabs.Panel value="slices" keepMounted>
          <SlicesEditor key={team.id} team={team} />
        </Tabs.Panel>
        <Tabs.Panel value="about" keepMounted>
          <TeamAbout key={team.id} team={team} />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  )
}
