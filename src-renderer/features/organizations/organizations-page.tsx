import { Button, Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlatformOrganization } from '../../../src-preload/contract/platform.ts'
import { organizationState } from '../../../src-preload/contract/session.ts'
import { Guarded, useApi, useClient, useExporting, useWhyNot } from '../../app/index.ts'
import {
  ConfirmDanger,
  type DangerPlan,
  DataTable,
  EmptyState,
  type LoadPage,
  PageHeader,
} from '../../components/index.ts'
import { useCommands, useUrlState } from '../../state/index.ts'
import { AccountDialog } from './account-dialog.tsx'
import { CreateOrganization } from './create-organization.tsx'
import { LimitsEditor } from './limits-editor.tsx'
import { OrganizationBulk } from './organization-bulk.tsx'
import { OrganizationDrawer } from './organization-drawer.tsx'
import { useOrganizationColumns } from './use-organization-columns.tsx'

const rowId = (row: PlatformOrganization): string => row.id

/** Typing waits this long, in milliseconds, before the console is asked. */
const TYPING_MS = 250

export function OrganizationsPage() {
  const { t } = useTranslation('organizations')
  const { t: words } = useTranslation('words')
  const api = useApi()
  const client = useClient()
  const whyNot = useWhyNot()
  const [url, setUrl] = useUrlState()
  const search = url['search'] ?? ''
  const [typed, setTyped] = useState(search)
  const tell = useDebouncedCallback((text: string) => setUrl({ search: text }), TYPING_MS)
  const [creating, setCreating] = useState(false)
  const [account, setAccount] = useState(false)
  const [plan, setPlan] = useState<DangerPlan | null>(null)
  const [limited, setLimited] = useState<PlatformOrganization | null>(null)
  // What came by a link, or by going back.
  useEffect(() => setTyped(search), [search])

  const state = organizationState.safeParse(url['state']).data
  const filter = useMemo(
    () => ({ ...(search === '' ? {} : { search }), ...(state === undefined ? {} : { state: [state] }) }),
    [search, state],
  )
  const loadPage: LoadPage<PlatformOrganization> = useCallback(
    ({ sort, ...request }, signal) => {
      const field = SORTS.find((f) => f === sort?.field)
      return client.platform.list(
        {
          ...filter,
          ...request,
          ...(field === undefined || sort === undefined
            ? {}
            : { sort: { field, direction: sort.direction } }),
        },
        { signal },
      )
    },
    [client, filter],
  )
  const columns = useOrganizationColumns({ onAsk: setPlan, onLimits: setLimited })
  const open = useCallback((row: PlatformOrganization) => setUrl({ open: row.id }), [setUrl])
  useCommands(
    () => [
      {
        id: 'organizations.create',
        label: t('create'),
        group: t('title'),
        shortcut: 'N',
        precondition: () => whyNot('platformOrganization', 'create'),
        run: () => setCreating(true),
      },
      {
        id: 'organizations.account',
        label: t('account.open'),
        group: t('title'),
        precondition: () => whyNot('platformUser', 'read'),
        run: () => setAccount(true),
      },
    ],
    [t, whyNot],
  )
  const create = (
    <Guarded type="platformOrganization" operation="create">
      <Button leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
        {t('create')}
      </Button>
    </Guarded>
  )
  return (
    <>
      <PageHeader
        title={t('title')}
        text={t('text')}
        actions={
          <>
            <Guarded type="platformUser" operation="read">
              <Button variant="default" onClick={() => setAccount(true)}>
                {t('account.open')}
              </Button>
            </Guarded>
            {create}
          </>
        }
      />
      <DataTable
        id="organizations"
        exporting={useExporting('platformOrganization', filter)}
        label={t('table')}
        queryKey={[...api.platform.list.key(), filter]}
        loadPage={loadPage}
        columns={columns}
        rowId={rowId}
        sort={DEFAULT_SORT}
        onOpen={open}
        bulk={(selected, clear) => <OrganizationBulk selected={selected} clear={clear} />}
        filtered={search !== '' || state !== undefined}
        empty={<EmptyState title={t('empty')} text={t('emptyText')} action={create} />}
        filters={
          <>
            <TextInput
              size="xs"
              w={260}
              leftSection={<IconSearch size={15} />}
              aria-label={t('search')}
              placeholder={t('search')}
              value={typed}
              onChange={(event) => {
                setTyped(event.currentTarget.value)
                tell(event.currentTarget.value)
              }}
            />
            <Select
              size="xs"
              w={150}
              clearable
              aria-label={t('state')}
              placeholder={t('anyState')}
              value={state ?? null}
              onChange={(value) => setUrl({ state: value ?? undefined })}
              data={organizationState.options.map((value) => ({
                value,
                label: words(`organizationState.${value}`),
              }))}
            />
          </>
        }
      />
      {creating && <CreateOrganization onClose={() => setCreating(false)} />}
      <AccountDialog opened={account} onClose={() => setAccount(false)} />
      <OrganizationDrawer
        id={url['open']}
        onClose={() => setUrl({ open: undefined })}
        onAsk={setPlan}
        onLimits={setLimited}
      />
      <ConfirmDanger plan={plan} onClose={() => setPlan(null)} />
      {limited !== null && <LimitsEditor organization={limited} onClose={() => setLimited(null)} />}
    </>
  )
}

const SORTS = ['name', 'slug', 'state', 'createdAt'] as const
const DEFAULT_SORT = { field: 'name', direction: 'asc' } as const
