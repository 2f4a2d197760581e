import { Button, Group, Stack, Textarea } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Pool } from '../../../src-preload/contract/organizations.ts'
import type { PlatformOrganization } from '../../../src-preload/contract/platform.ts'
import { Locked, useApi, useClient } from '../../app/index.ts'
import {
  ChangedMeanwhile,
  Dialog,
  ErrorState,
  LoadingState,
  QueryState,
  tell,
  useDraft,
  useSaving,
} from '../../components/index.ts'
import { fieldErrors } from '../../errors.ts'
import { LimitFields, limitsOf, limitValues } from './limit-fields.tsx'

interface LimitsEditorProps {
  /** As it was when it was opened: another one never takes its place. */
  readonly organization: PlatformOrganization
  readonly onClose: () => void
}

const fieldsOf = ({ limits }: PlatformOrganization) => limitValues(limits)

/** Asks for it anew before anything is edited: what is known of it may be older than the last change. */
export function LimitsEditor({ organization, onClose }: LimitsEditorProps) {
  const { t } = useTranslation('organizations')
  const { id, name } = organization
  const [busy, setBusy] = useState(false)
  const detail = useQuery(useApi().platform.get.queryOptions({ input: { id }, staleTime: 0 }))
  return (
    <Dialog opened busy={busy} onClose={onClose} size="lg" title={t('limitsTitle', { name })}>
      {detail.isFetchedAfterMount ? (
        <QueryState query={detail}>
          {(found) => <Limits organization={found} onClose={onClose} onBusy={setBusy} />}
        </QueryState>
      ) : (
        <LoadingState lines={5} height={52} />
      )}
    </Dialog>
  )
}

interface LimitsProps {
  readonly organization: PlatformOrganization & { readonly pools: readonly Pool[] }
  readonly onClose: () => void
  /** Told whether its call runs. */
  readonly onBusy: (busy: boolean) => void
}

function Limits({ organization, onClose, onBusy }: LimitsProps) {
  const { t } = useTranslation('organizations')
  const { t: words } = useTranslation('words')
  const { t: shared } = useTranslation('components')
  const api = useApi()
  const client = useClient()
  const queries = useQueryClient()
  const { id, name } = organization
  const draft = useDraft(organization, fieldsOf)
  const [reason, setReason] = useState('')
  const renew = () => queries.invalidateQueries({ queryKey: api.platform.key() })
  const saving = useSaving(renew)
  const save = async (): Promise<void> => {
    onBusy(true)
    await saving.run(async () => {
      const { version } = draft.base
      await client.platform.setLimits({ id, version, limits: limitsOf(draft.fields), reason })
      tell(t('limitsSaved', { name }))
      onClose()
      await renew()
    })
    onBusy(false)
  }
  const errors = fieldErrors(saving.error)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!draft.changedMeanwhile) void save()
      }}
    >
      <Stack gap="md">
        <LimitFields
          values={draft.fields}
          pools={organization.pools}
          errors={errors}
          onChange={(pool, value) => draft.set({ [pool]: value })}
        />
        <Textarea
          required
          label={shared('danger.reason')}
          description={shared('danger.reasonHint')}
          minLength={3}
          maxLength={500}
          autosize
          minRows={2}
          value={reason}
          error={errors['reason']}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <ChangedMeanwhile draft={draft} onDecided={saving.clear} />
        {saving.error !== null && !draft.changedMeanwhile && Object.keys(errors).length === 0 && (
          <ErrorState error={saving.error} />
        )}
        <Group justify="flex-end">
          <Button variant="default" disabled={saving.busy} onClick={onClose}>
            {words('cancel')}
          </Button>
          <Locked reason={draft.changedMeanwhile ? shared('meanwhile.first') : null}>
            <Button type="submit" loading={saving.busy}>
              {t('saveLimits')}
            </Button>
          </Locked>
        </Group>
      </Stack>
    </form>
  )
}
