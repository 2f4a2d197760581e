/**
 * What needs a second person and what waits for one: the inbox, what one asked for, what was decided, and the
 * policies. A request shows exactly what will be done before it is approved.
 */
import { Tabs } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useHere } from '../../app/index.ts'
import { EmptyState, PageHeader } from '../../components/index.ts'
import { useUrlPart } from '../../state/index.ts'
import { ApprovalDrawer } from './approval-drawer.tsx'
import { ApprovalTable, type View } from './approval-table.tsx'
import { Policies } from './policies.tsx'

const VIEWS: readonly View[] = ['waiting', 'mine', 'decided']
const FILL = { display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0 } as const

export function ApprovalsPage() {
  const { t } = useTranslation('approvals')
  const { context } = useHere()
  const part = useUrlPart()
  const navigate = useNavigate()
  const tab = part === 'policies' ? part : (VIEWS.find((v) => v === part) ?? 'waiting')
  if (context.kind === 'personal')
    return (
      <>
        <PageHeader title={t('title')} />
        <EmptyState title={t('personal')} text={t('personalText')} />
      </>
    )
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} />
      <Tabs
        value={tab}
        onChange={(next) =>
          void navigate({
            to: '/approvals/{-$part}',
            params: { part: next === null || next === 'waiting' ? undefined : next },
            search: {},
          })
        }
        keepMounted={false}
        style={FILL}
        styles={{ panel: FILL }}
      >
        <Tabs.List mb="sm">
          {[...VIEWS, 'policies' as const].map((view) => (
            <Tabs.Tab key={view} value={view}>
              {t(`tab.${view}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {VIEWS.map((view) => (
          <Tabs.Panel key={view} value={view}>
            <ApprovalTable view={view} />
          </Tabs.Panel>
        ))}
        <Tabs.Panel value="policies">
          <Policies />
        </Tabs.Panel>
      </Tabs>
      <ApprovalDrawer />
    </>
  )
}
