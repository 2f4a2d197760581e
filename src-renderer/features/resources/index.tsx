/** Shared resources: the four kinds, who sees them, and with whom they are shared. */
import { Button, Tabs } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RESOURCE_KINDS, type ResourceKind } from '../../../src-preload/contract/access.ts'
import { Guarded, useApi, useDoes } from '../../app/index.ts'
import { PageHeader } from '../../components/index.ts'
import { useUrlState } from '../../state/index.ts'
import { CreateResource } from './create-resource.tsx'
import { ResourceDrawer } from './resource-drawer.tsx'
import { ResourceTable } from './resource-table.tsx'

const isKind = (text: string | undefined): text is ResourceKind =>
  (RESOURCE_KINDS as readonly string[]).includes(text ?? '')

/** The table takes what is left of the window's height. */
const FILL = { display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0 } as const

export function ResourcesPage() {
  const { t } = useTranslation('resources')
  const { t: words } = useTranslation('words')
  const api = useApi()
  const [url, setUrl] = useUrlState()
  const [creating, setCreating] = useState(false)
  useDoes({ add: () => setCreating(true) })
  const kind = isKind(url['kind']) ? url['kind'] : 'knowledgeBase'
  const pools = useQuery(api.organizations.pools.queryOptions())
  const pool = pools.data?.find((p) => p.pool === kind)
  return (
    <>
      <PageHeader
        title={t('title')}
        text={
          // The line keeps its place while it is read: the table below is not pushed from under the pointer.
          pool === undefined
            ? '\u00a0'
            : pool.limit === null
              ? t('used', { used: pool.used, kind: words(`type.${kind}`) })
              : t(pool.setAside > 0 ? 'usedSetAside' : 'usedOf', {
                  used: pool.used,
                  limit: pool.limit,
                  setAside: pool.setAside,
                  kind: words(`type.${kind}`),
                })
        }
        actions={
          <Guarded type={kind} operation="create">
            <Button leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
              {t('new', { kind: words(`one.${kind}`) })}
            </Button>
          </Guarded>
        }
      />
      <Tabs
        value={kind}
        onChange={(next) => setUrl({ kind: next ?? undefined, open: undefined })}
        style={FILL}
        styles={{ panel: FILL }}
      >
        <Tabs.List>
          {RESOURCE_KINDS.map((k) => (
            <Tabs.Tab key={k} value={k}>
              {words(`type.${k}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={kind} pt="sm">
          <ResourceTable kind={kind} onOpen={(id) => setUrl({ open: id })} />
        </Tabs.Panel>
      </Tabs>
      <CreateResource
        kind={kind}
        opened={creating}
        onClose={() => setCreating(false)}
        onCreated={(id) => setUrl({ open: id })}
      />
      <ResourceDrawer kind={kind} id={url['open']} onClose={() => setUrl({ open: undefined })} />
    </>
  )
}
