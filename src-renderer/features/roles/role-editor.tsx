import { Alert, Button, Card, Grid, Group, Text, Textarea, TextInput } from '@mantine/core'
import { IconColumns2, IconCopy, IconLock, IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Matrix } from '../../../src-preload/contract/access.ts'
import type { Role } from '../../../src-preload/contract/roles.ts'
import { Guarded, useApi, useClient, useHere, useRoleName, useWhyNot } from '../../app/index.ts'
import { ChangedMeanwhile, ErrorState, tell, useDraft, useSaving, useUndo } from '../../components/index.ts'
import { fieldErrors } from '../../errors.ts'
import { DifferencePanel } from './difference-panel.tsx'
import { changesBetween } from './matrix.ts'
import { MatrixEditor } from './matrix-editor.tsx'
import classes from './role-editor.module.css'

interface RoleEditorProps {
  /** `id` empty: a role that is not saved yet. */
  readonly role: Role
  readonly onSaved: (id: string) => void
  readonly onCopy: () => void
  readonly onCompare: () => void
  readonly onDelete: () => void
}

const NOTHING: Matrix = {}

const fieldsOf = ({ name, description, matrix }: Role) => ({ name, description, matrix })

/** Edits one role: name, matrix, and beside it what saving would change for whom. */
export function RoleEditor({ role, onSaved, onCopy, onCompare, onDelete }: RoleEditorProps) {
  const { t } = useTranslation('roles')
  const { t: words } = useTranslation('words')
  const { t: components } = useTranslation('components')
  const api = useApi()
  const client = useClient()
  const queries = useQueryClient()
  const { context } = useHere()
  const fresh = role.id === ''
  const nameOf = useRoleName()
  const whyNot = useWhyNot()('role', fresh ? 'create' : 'update')
  /** Why it is only shown; null while it can be edited. */
  const locked = role.builtIn ? t('builtInText') : whyNot
  const draft = useDraft(role, fieldsOf)
  const { base } = draft
  const { name, description, matrix } = draft.fields
  const [reason, setReason] = useState('')
  const before = fresh ? NOTHING : base.matrix
  const { set } = draft
  const setMatrix = useCallback((next: Matrix) => set({ matrix: next }), [set])
  const { added, removed } = changesBetween(before, matrix)
  const dirty = fresh || draft.dirty
  const renew = () => queries.invalidateQueries({ queryKey: api.roles.key() })
  const offer = useUndo(renew)
  const saving = useSaving(renew)

  const save = (): Promise<boolean> =>
    saving.run(async () => {
      const matrixInput = matrix as never
      if (fresh) {
        const made = await client.roles.create({ name, description, matrix: matrixInput })
        tell(t('created', { name: made.name }))
        draft.saved(made)
        await renew()
        return onSaved(made.id)
      }
      const typed = reason.trim() === '' ? {} : { reason: reason.trim() }
      const { id, version } = base
      const after = await client.roles.update({
        id,
        version,
        name,
        description,
        matrix: matrixInput,
        ...typed,
      })
      const back = { id, version: after.version, ...fieldsOf(base), matrix: base.matrix as never }
      offer(t('saved', { name: after.name }), () => client.roles.update(back))
      draft.saved(after)
      setReason('')
      await renew()
    })
  const fields = fieldErrors(saving.error)
  const whyUnsaved = draft.changedMeanwhile ? components('meanwhile.first') : dirty ? null : t('unchanged')
  return (
    <Grid gap="md">
      <Grid.Col span={{ base: 12, xl: 8 }}>
        <Card className={classes['editor']}>
          {locked !== null && (
            <Alert icon={<IconLock size={18} />} color="gray" mb="md">
              {locked}
            </Alert>
          )}
          <Group align="flex-start" mb="md" grow>
            <TextInput
              label={words('name')}
              value={role.builtIn ? nameOf(role) : name}
              readOnly={locked !== null}
              maxLength={120}
              required={locked === null}
              error={fields['name']}
              onChange={(e) => set({ name: e.currentTarget.value })}
            />
            <Textarea
              label={t('description')}
              value={description}
              readOnly={locked !== null}
              autosize
              minRows={1}
              maxRows={3}
              error={fields['description']}
              onChange={(e) => set({ description: e.currentTarget.value })}
            />
          </Group>
          <MatrixEditor
            matrix={matrix}
            saved={before}
            held={context.can}
            onChange={locked === null ? setMatrix : undefined}
          />
          <div className={classes['foot']}>
            <ChangedMeanwhile draft={draft} onDecided={saving.clear} />
            {saving.error !== null && !fields['name'] && !draft.changedMeanwhile && (
              <ErrorState error={saving.error} />
            )}
            <Group justify="space-between" align="flex-end">
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
                <Group gap="xs" align="flex-end" justify="flex-end" wrap="nowrap" flex={1}>
                  {/* There from the beginning: the foot does not grow over the cell that somebody has just clicked. */}
                  {locked === null && !fresh && (
                    <TextInput
                      label={t('reason')}
                      flex={1}
                      miw="8rem"
                      value={reason}
                      maxLength={500}
                      onChange={(e) => setReason(e.currentTarget.value)}
                    />
                  )}
                  {locked === null && (
                    <Text
                      size="sm"
                      c="dimmed"
                      className={classes['count']}
                      data-nothing={dirty ? undefined : true}
                    >
                      {t('changes', { added, removed })}
                    </Text>
                  )}
                  <Guarded type="role" operation={fresh ? 'create' : 'update'} reason={whyUnsaved}>
                    <Button loading={saving.busy} onClick={() => void save()}>
                      {fresh ? t('create') : words('save')}
                    </Button>
                  </Guarded>
                </Group>
              )}
            </Group>
          </div>
        </Card>
      </Grid.Col>
      <Grid.Col span={{ base: 12, xl: 4 }}>
        <DifferencePanel roleId={fresh ? null : role.id} matrix={matrix} changed={added + removed > 0} />
      </Grid.Col>
    </Grid>
  )
}
