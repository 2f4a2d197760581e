import { Group, Stack, Tabs, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../../src-preload/contract/members.ts'
import { id as idSchema } from '../../../src-preload/contract/shared.ts'
import { useApi } from '../../app/index.ts'
import { ColorAvatar, Drawer, dropDrafts, QueryState, StateBadge } from '../../components/index.ts'
import { useUrlState } from '../../state/index.ts'
import { AccessEditor } from './access-editor.tsx'
import { ExplainPanel } from './explain-panel.tsx'
import { MemberFacts } from './member-facts.tsx'
import { MemberState } from './member-state.tsx'

/** One member, opened from the address so that a link shows it too. */
export function MemberDrawer() {
  const { t: words } = useTranslation('words')
  const [address, setAddress] = useUrlState()
  const { t } = useTranslation('people')
  const id = idSchema.safeParse(address['member'])
  const close = (): void => setAddress({ member: undefined, show: undefined })
  return (
    <Drawer
      opened={id.success}
      closeButtonProps={{ 'aria-label': words('close') }}
      onClose={close}
      position="right"
      size={560}
      title={t('member.title')}
    >
      {id.success && <Loaded id={id.data} onGone={() => dropDrafts(close)} />}
    </Drawer>
  )
}

function Loaded({ id, onGone }: { readonly id: string; readonly onGone: () => void }) {
  const query = useQuery(useApi().members.get.queryOptions({ input: { id }, retry: false }))
  return <QueryState query={query}>{(member) => <Shown member={member} onGone={onGone} />}</QueryState>
}

const TABS = ['access', 'why', 'about'] as const

function Shown({ member, onGone }: { readonly member: Member; readonly onGone: () => void }) {
  const { t } = useTranslation('people')
  const { t: words } = useTranslation('words')
  const [address, setAddress] = useUrlState()
  const tab = TABS.find((x) => x === address['show']) ?? 'access'
  return (
    <Stack gap="md">
      <Group wrap="nowrap">
        <ColorAvatar name={member.name} size={44} />
        <div style={{ minWidth: 0, flex: 1 }}>
          <Text fw={600} truncate>
            {member.name}
          </Text>
          <Text size="sm" c="dimmed" truncate>
            {member.email}
          </Text>
        </div>
        <StateBadge state={member.state} label={words(`membershipState.${member.state}`)} />
      </Group>
      {/* What is asked is asked of this one: it does not go over to the next that the drawer shows. */}
      <MemberState key={member.id} member={member} onGone={onGone} />
      {/* A tab in which something is edited keeps it while one looks at another. */}
      <Tabs value={tab} onChange={(next) => setAddress({ show: next ?? undefined })} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="access">{t('member.access')}</Tabs.Tab>
          <Tabs.Tab value="why">{t('member.why')}</Tabs.Tab>
          <Tabs.Tab value="about">{t('member.about')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="access" keepMounted>
          <AccessEditor key={member.id} member={member} />
        </Tabs.Panel>
        <Tabs.Panel value="why">
          <ExplainPanel member={member} />
        </Tabs.Panel>
        <Tabs.Panel value="about">
          <MemberFacts member={member} />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  )
}
