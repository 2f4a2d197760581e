/** Roles: named permission matrices. Editing one shows, before it is saved, who would gain and lose what. */
import { Button, Card, Grid, Group, NavLink, Text } from '@mantine/core'
import { IconLock, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Role } from '../../../src-preload/contract/roles.ts'
import { Guarded, useApi, useDoes, useRoleName, useWhyNot } from '../../app/index.ts'
import { dropDrafts, leaving, PageHeader, QueryState, useUnsaved } from '../../components/index.ts'
import { useCommands, useUrlState } from '../../state/index.ts'
import { CompareRoles } from './compare-roles.tsx'
import { DeleteRole } from './delete-role.tsx'
import { RoleEditor } from './role-editor.tsx'

const fresh = (name: string, from?: Role): Role => ({
  id: '',
  version: 0,
  name,
  description: from?.description ?? '',
  builtIn: false,
  matrix: from?.matrix ?? { organization: ['read'] },
  members: 0,
  updatedAt: null,
})

export function RolesPage() {
  const { t } = useTranslation('roles')
  const api = useApi()
  const query = useQuery(api.roles.list.queryOptions())
  const [draft, setDraft] = useState<Role | null>(null)
  const begin = (): void => leaving(() => setDraft(fresh(t('newName'))))
  useDoes({ add: begin })
  const start = (
    <Guarded type="role" operation="create">
      <Button leftSection={<IconPlus size={16} />} onClick={begin}>
        {t('new')}
      </Button>
    </Guarded>
  )
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} actions={start} />
      <QueryState query={query}>
        {(list) => <RolesView list={list} draft={draft} setDraft={setDraft} />}
      </QueryState>
    </>
  )
}

interface RolesViewProps {
  readonly list: readonly Role[]
  readonly draft: Role | null
  readonly setDraft: (role: Role | null) => void
}

function RolesView({ list, draft, setDraft }: RolesViewProps) {
  const { t } = useTranslation('roles')
  const [url, setUrl] = useUrlState()
  const nameOf = useRoleName()
  const whyNot = useWhyNot()
  const dropped = useUnsaved((s) => s.dropped)
  const [deleting, setDeleting] = useState<Role | null>(null)
  const stored = list.find((r) => r.id === url['role']) ?? list.find((r) => !r.builtIn) ?? list[0]
  const chosen = draft ?? stored
  // Another role may come to be the first: what is shown stays what it is.
  const pinned = stored?.id
  useEffect(() => {
    if (pinned !== undefined && pinned !== url['role']) setUrl({ role: pinned })
  }, [pinned, url, setUrl])
  const open = (id: string): void => {
    setDraft(null)
    setUrl({ role: id, with: undefined })
  }
  const beside = draft === null ? list.find((r) => r.id === url['with']) : undefined
  const compare = (left: string, right: string): void => setUrl({ role: left, with: right })
  const choose = (id: string): void => {
    if (id !== chosen?.id || beside) leaving(() => open(id))
  }
  const copy = (role: Role): void => leaving(() => setDraft(fresh(t('copyOf', { name: nameOf(role) }), role)))
  const besides = (role: Role): void =>
    leaving(() => compare(role.id, (list.find((r) => r.id !== role.id) ?? role).id))
  useCommands(() => {
    if (chosen === undefined || chosen.id === '') return []
    const of = (id: string, action: string, run: () => void, why: () => string | null = () => null) => ({
      id: `roles.${id}`,
      label: `${action}: ${nameOf(chosen)}`,
      group: t('title'),
      precondition: why,
      run,
    })
    return [
      of(
        'copy',
        t('copy'),
        () => copy(chosen),
        () => whyNot('role', 'create'),
      ),
      of('compare', t('compare.button'), () => besides(chosen)),
      of(
        'delete',
        t('delete'),
        () => setDeleting(chosen),
        () => whyNot('role', 'delete') ?? (chosen.builtIn ? t('builtInDelete') : null),
      ),
    ]
  }, [chosen, list, t, whyNot])
  return (
    <Grid gap="md">
      <Grid.Col span={{ base: 12, md: 3 }}>
        <Card component="nav" aria-label={t('title')} p="xs">
          {list.map((r) => (
            <NavLink
              key={r.id}
              component="button"
              // The library's own text on the active colour is too faint in the dark.
              styles={{ label: { color: 'var(--mantine-color-text)' } }}
              active={chosen?.id === r.id}
              label={nameOf(r)}
              description={t('members', { count: r.members })}
              leftSection={r.builtIn ? <IconLock size={16} aria-label={t('builtIn')} /> : undefined}
              onClick={() => choose(r.id)}
            />
          ))}
          {draft && <NavLink component="button" active label={draft.name} description={t('unsaved')} />}
        </Card>
        <Group mt="sm">
          <Text size="xs" c="dimmed">
            {t('hint')}
          </Text>
        </Group>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 9 }}>
        {chosen && beside && (
          <CompareRoles
            roles={list}
            left={chosen}
            right={beside}
            onChoose={compare}
            onClose={() => open(chosen.id)}
          />
        )}
        {chosen && !beside && (
          <RoleEditor
            key={`${dropped} ${chosen.id === '' ? `new ${chosen.name}` : chosen.id}`}
            role={chosen}
            onSaved={open}
            onCopy={() => copy(chosen)}
            onCompare={() => besides(chosen)}
            onDelete={() => setDeleting(chosen)}
          />
        )}
      </Grid.Col>
      <DeleteRole
        role={deleting}
        others={list.filter((r) => r.id !== deleting?.id)}
        onClose={() => setDeleting(null)}
        onDeleted={() => {
          setDeleting(null)
          dropDrafts(() => setUrl({ role: undefined }))
        }}
      />
    </Grid>
  )
}
