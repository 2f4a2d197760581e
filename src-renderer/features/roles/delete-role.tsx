import { Alert, Button, Group, ScrollArea, Select, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PLATFORM_TYPES } from '../../../src-preload/contract/access.ts'
import type { Role } from '../../../src-preload/contract/roles.ts'
import { useApi, useClient, useRoleName } from '../../app/index.ts'
import { Dialog, ErrorState, QueryState, tell } from '../../components/index.ts'
import { problemOf } from '../../errors.ts'
import { DifferenceView } from './difference-panel.tsx'

interface DeleteRoleProps {
  /** Null while none is to be deleted. */
  readonly role: Role | null
  readonly others: readonly Role[]
  readonly onClose: () => void
  readonly onDeleted: () => void
}

/** Deletes a role; its holders get the one that replaces it. */
export function DeleteRole({ role, others, onClose, onDeleted }: DeleteRoleProps) {
  if (role === null) return null
  return <Question role={role} others={others} onClose={onClose} onDeleted={onDeleted} />
}

const isPlatform = (role: Role): boolean => [...PLATFORM_TYPES].some((type) => role.matrix[type])

function Question({ role, others, onClose, onDeleted }: DeleteRoleProps & { readonly role: Role }) {
  const { t } = useTranslation('roles')
  const { t: words } = useTranslation('words')
  const { t: components } = useTranslation('components')
  const api = useApi()
  const client = useClient()
  const queries = useQueryClient()
  const [replacementId, setReplacement] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const [typed, setTyped] = useState('')
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const nameOf = useRoleName()
  const replacement = others.find((r) => r.id === replacementId)
  // Its holders as if the role allowed what the other does: just that happens to them. The console asks only
  // about what can be given, which the operators' own types are not.
  const difference = useQuery(
    api.permissions.whatIfRole.queryOptions({
      input:
        replacement && !isPlatform(replacement)
          ? { roleId: role.id, matrix: replacement.matrix, memberIds: [] }
          : skipToken,
    }),
  )
  const inUse = role.members > 0 || (error !== null && problemOf(error).code === 'ROLE_IN_USE')
  const run = async (): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      await client.roles.delete({
        id: role.id,
        version: role.version,
        reason: reason.trim(),
        ...(replacementId ? { replacementId } : {}),
      })
      tell(t('deleted', { name: role.name }))
      await queries.invalidateQueries({ queryKey: api.roles.key() })
      onDeleted()
    } catch (caught) {
      setError(caught)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog opened busy={busy} onClose={onClose} size="lg" title={t('deleteTitle', { name: role.name })}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void run()
        }}
      >
        <Stack>
          <Alert color="orange">
            <Text size="sm">{t('deleteAffects', { count: role.members })}</Text>
          </Alert>
          {inUse && (
            <Select
              label={t('replacement')}
              description={t('replacementHint')}
              required
              data={others.map((r) => ({ value: r.id, label: nameOf(r) }))}
              value={replacementId}
              onChange={setReplacement}
            />
          )}
          {replacement && !isPlatform(replacement) && (
            <ScrollArea h={200} type="auto" viewportProps={{ tabIndex: 0 }}>
              <QueryState query={difference}>{(found) => <DifferenceView difference={found} />}</QueryState>
            </ScrollArea>
          )}
          <Textarea
            data-autofocus
            label={t('deleteReason')}
            required
            minLength={3}
            maxLength={500}
            value={reason}
            onChange={(e) => setReason(e.currentTarget.value)}
          />
          <TextInput
            label={components('danger.typeName', { name: role.name })}
            required
            value={typed}
            onChange={(e) => setTyped(e.currentTarget.value)}
          />
          {error !== null && <ErrorState error={error} />}
          <Group justify="flex-end">
            <Button variant="default" disabled={busy} onClick={onClose}>
              {words('cancel')}
            </Button>
            <Button
              type="submit"
              color="red.8"
              loading={busy}
              disabled={
                reason.trim().length < 3 || typed.trim() !== role.name || (inUse && replacementId === null)
              }
            >
              {t('delete')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
