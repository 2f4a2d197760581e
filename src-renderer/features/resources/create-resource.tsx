import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ResourceKind } from '../../../src-preload/contract/access.ts'
import { useApi, useClient } from '../../app/index.ts'
import { Dialog, ErrorState, tell } from '../../components/index.ts'
import { fieldErrors } from '../../errors.ts'
import { CountsTo, useCountable, type WhoseCount } from './counts-to.tsx'
import { VisibilityFields, type VisibilityValue } from './visibility-fields.tsx'

interface CreateResourceProps {
  readonly kind: ResourceKind
  readonly opened: boolean
  readonly onClose: () => void
  readonly onCreated: (id: string) => void
}

export function CreateResource(props: CreateResourceProps) {
  // Read before the dialog is opened: whom a resource counts to is known when its form is drawn.
  const countable = useCountable(props.kind)
  return props.opened && !countable.pending ? <Form {...props} {...countable} /> : null
}

function Form({ kind, teams, meant, onClose, onCreated }: CreateResourceProps & WhoseCount) {
  const { t } = useTranslation('resources')
  const { t: words } = useTranslation('words')
  const api = useApi()
  const client = useClient()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [description, setDescription] = useState('')
  const [sight, setSight] = useState<VisibilityValue>({ visibility: 'organization', teamIds: [] })
  const [chosen, setChosen] = useState<string | null | undefined>(undefined)
  const countsTo = chosen === undefined ? meant : chosen
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const fields = fieldErrors(error)
  const create = async (): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      const made = await client.resources.create({ kind, name, description, ...sight, countsTo })
      tell(t('created', { name: made.name }))
      await queries.invalidateQueries({ queryKey: api.resources.key() })
      await queries.invalidateQueries({ queryKey: api.organizations.key() })
      onClose()
      onCreated(made.id)
    } catch (caught) {
      setError(caught)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog opened busy={busy} onClose={onClose} size="lg" title={t('new', { kind: words(`one.${kind}`) })}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void create()
        }}
      >
        <Stack>
          <TextInput
            data-autofocus
            label={words('name')}
            required
            maxLength={120}
            value={name}
            error={fields['name']}
            onChange={(e) => setName(e.currentTarget.value)}
          />
          <Textarea
            label={t('description')}
            maxLength={2000}
            autosize
            minRows={2}
            value={description}
            error={fields['description']}
            onChange={(e) => setDescription(e.currentTarget.value)}
          />
          <VisibilityFields value={sight} onChange={setSight} error={fields['teamIds']} />
          <CountsTo kind={kind} teams={teams} value={countsTo} onChange={setChosen} />
          {error !== null && Object.keys(fields).length === 0 && <ErrorState error={error} />}
          <Group justify="flex-end">
            <Button variant="default" disabled={busy} onClick={onClose}>
              {words('cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={name.trim() === ''}>
              {t('create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
