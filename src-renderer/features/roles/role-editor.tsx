import { Alert, Button, Card, Grid, Group, Text, Textarea, TextInput } from '@mantine/core'
import { IconColumns2, IconCopy, IconLock, IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Role } from '../../../src-preload/contract/roles.ts'
import { useApi, useClient } from '../../app/connection.tsx'
import { Guarded, useWhyNot } from '../../app/guarded.tsx'
import { useHere } from '../../app/session.tsx'
import { useRoleName } from '../../app/use-role-name.ts'
import { ErrorState, tell, useUndo } from '../../components/index.ts'
import { fieldErrors, problemOf } from '../../errors.ts'
import { DifferencePanel } from './difference-panel.tsx'
import { changesBetween } from './matrix.ts'
import { MatrixEditor } from './matrix-editor.tsx'

interface RoleEditorProps {
  /** `id` empty: a role that is not saved yet. */
  readonly role: Role
  readonly onSaved: (id: string) => void
  readonly onCopy: () => void
  readonly onCompare: () => void
  readonly onDelete: () => void
}

/** Edits one role: name, matrix, and beside it what saving would change for whom. */
export function RoleEditor({ role, onSaved, onCopy, onCompare, onDelete }: RoleEditorProps) {
  const { t } = useTranslation('roles')
  const { t: words } = useTranslation('words')
  const api = useApi()
  const client = useClient()
  const queries = useQueryClient()
  const { context } = useHere()
  const fresh = role.id === ''
  const nameOf = useRoleName()
  const whyNot = useWhyNot()('role', fresh ? 'create' : 'update')
  /** Why it is only shown; null while it can be edited. */
  const locked = role.builtIn ? t('builtInText') : whyNot
  const [name, setName] = useState(nameOf(role))
  const [description, setDescription] = useState(role.description)
  const [matrix, setMatrix] = useState(role.matrix)
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const { added, removed } = changesBetween(fresh ? {} : role.matrix, matrix)
  const dirty = fresh || added + removed > 0 || name !== role.name || description !== role.description
  const renew = () => queries.invalidateQueries({ queryKey: api.roles.key() })
  const offer = useUndo(renew)

  const save = async (): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      const matrixInput = matrix as never
      if (fresh) {
        const made = await client.roles.create({ name, description, matrix: matrixInput })
        tell(t('created', { name: made.name }))
        await renew()
        return onSaved(made.id)
      }
      const typed = reason.trim() === '' ? {} : { reason: reason.trim() }
      const after = await client.roles.update({
        id: role.id,
        version: role.version,
        name,
        description,
        matrix: matrixInput,
        ...typed,
      })
      const back = {
        id: role.id,
        version: after.version,
        name: role.name,
        description: role.description,
        matrix: role.matrix as never,
      }
      offer(t('saved', { name: after.name }), () => client.roles.update(back))
      await renew()
    } catch (caught) {
      setError(caught)
    } finally {
      setBusy(false)
    }
  }
  const fields = fieldErrors(error)
  const conflict = error !== null && problemOf(error).code === 'VERSION_CONFLICT'
  return (
    <Grid gap="md">
      <Grid.Col span={{ base: 12, xl: 8 }}>
        <Card>
          {locked !== null && (
            <Alert icon={<IconLock size={18} />} color="gray" mb="md">
              {locked}
            </Alert>
          )}
          <Group align="flex-start" mb="md" grow>
            <TextInput
              label={words('name')}
              value={name}
              readOnly={locked !== null}
              maxLength={120}
              required={locked === null}
              error={fields['name']}
              onChange={(e) => setName(e.currentTarget.value)}
            />
            <Textarea
              label={t('description')}
              value={description}
              readOnly={locked !== null}
              autosize
              minRows={1}
              maxRows={3}
              error={fields['description']}
              onChange={(e) => setDescription(e.currentTarget.value)}
            />
          </Group>
          <MatrixEditor
            matrix={matrix}
            saved={fresh ? {} : role.matrix}
            held={context.can}
            onChange={locked === null ? setMatrix : undefined}
          />
          {error !== null && !fields['name'] && (
            <ErrorState error={error} onRetry={conflict ? () => void renew() : undefined} />
          )}
          <Group justify="space-between" align="flex-end" mt="md">
            <Group gap="xs">
              {!fresh && (
                <>
                  <Guarded type="role" operation="create">
                    <Button variant="default" leftSection={<IconCopy size={16} />} onClick={onCopy}>
                      {t('copy')}
                    </Button>
                  </Guarded>
                  <Button variant="default" leftSection={<IconColumns2 size={16} />} onClick={onCompare}>
                    {t('compare.button')}
                  </Button>
                  <Guarded type="role" operation="delete" reason={role.builtIn ? t('builtInDelete') : null}>
                    <Button
                      variant="default"
                      color="red"
                      leftSection={<IconTrash size={16} />}
                      onClick={onDelete}
                    >
                      {t('delete')}
                    </Button>
                  </Guarded>
                </>
              )}
            </Group>
            {!role.builtIn && (
              <Group gap="xs" align="flex-end">
                {dirty && !fresh && (
                  <TextInput
                    label={t('reason')}
                    value={reason}
                    maxLength={500}
                    onChange={(e) => setReason(e.currentTarget.value)}
                  />
                )}
                {dirty && (
                  <Text size="sm" c="dimmed">
                    {t('changes', { added, removed })}
                  </Text>
                )}
                <Guarded
                  type="role"
                  operation={fresh ? 'create' : 'update'}
                  reason={dirty ? null : t('unchanged')}
                >
                  <Button loading={busy} onClick={() => void save()}>
                    {fresh ? t('create') : words('save')}
                  </Button>
                </Guarded>
              </Group>
            )}
          </Group>
        </Card>
      </Grid.Col>
      <Grid.Col span={{ base: 12, xl: 4 }}>
        <DifferencePanel roleId={fresh ? null : role.id} matrix={matrix} changed={added + removed > 0} />
      </Grid.Col>
    </Grid>
  )
}
