import { Button, Group } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Team } from '../../../src-preload/contract/teams.ts'
import { Guarded, useApi, useHere } from '../../app/index.ts'
import { ConfirmMany, type ManyProps, useTooMany } from '../../components/index.ts'
import { useTeamChanges } from './use-team-changes.ts'

interface BulkDeleteProps {
  readonly selected: readonly Team[]
  readonly clear: () => void
}

/** Deletes the selected teams, after a preview of how many people lose what they give. */
export function BulkDelete({ selected, clear }: BulkDeleteProps) {
  const { t } = useTranslation('teams')
  const [asked, setAsked] = useState(false)
  const tooMany = useTooMany()(selected.length)
  return (
    <Group gap={6} role="group" aria-label={t('bulk.label')}>
      <Guarded type="team" operation="delete" reason={tooMany}>
        <Button
          size="compact-sm"
          variant="light"
          color="red"
          leftSection={<IconTrash size={15} />}
          onClick={() => setAsked(true)}
        >
          {t('bulk.delete')}
        </Button>
      </Guarded>
      {asked && (
        <Question ids={selected.map((team) => team.id)} onClose={() => setAsked(false)} onDone={clear} />
      )}
    </Group>
  )
}

/** Who loses what first, then the reason, then the organization's name. */
function Question({ ids, onClose, onDone }: ManyProps) {
  const { t } = useTranslation('teams')
  const api = useApi()
  const changes = useTeamChanges()
  const { context } = useHere()
  const preview = useQuery(
    api.teams.bulkPreview.queryOptions({ input: { ids: [...ids] }, staleTime: 0, retry: false }),
  )
  return (
    <ConfirmMany
      preview={preview}
      dangerous
      lines={({ members }) => [t('bulk.members', { count: members })]}
      onClose={onClose}
      title={t('bulk.deleteTitle', { count: ids.length })}
      text={t('bulk.deleteText')}
      confirm={t('bulk.deleteConfirm')}
      reason="required"
      typedName={context.name}
      run={async (reason) => {
        await changes.deleteMany(ids, reason)
        onDone()
      }}
    />
  )
}
