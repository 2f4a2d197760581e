import { Button, Group, Stack, Textarea } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlatformOrganization } from '../../../src-preload/contract/platform.ts'
import { Locked, useApi, useClient } from '../../app/index.ts'
import { ChangedMeanwhile, Dialog, ErrorState, tell, useDraft, useSaving } from '../../components/index.ts'
import { fieldErrors } from '../../errors.ts'
import { LimitFields, limitsOf, limitValues } from './limit-fields.tsx'

interface LimitsEditorProps {
  /** As it was when it was opened: another one never takes its place. */
  readonly organization: PlatformOrganization
  readonly onClose: () => void
}

const fieldsOf = ({ limits }: PlatformOrganization) => limitValues(limits)

export function LimitsEditor({ organization, onClose }: LimitsEditorProps) {
  const { t } = useTranslation('organizations')
  const { t: words } = useTranslation('words')
  const { t: shared } = useTranslation('components')
  const api = useApi()
  const client = useClient()
  const queries = useQueryClient()
  const { id, name } = organization
  const detail = useQuery(api.platform.get.queryOptions({ input: { id } }))
  const draft = useDraft<PlatformOrganization, ReturnType<typeof fieldsOf>>(
    detail.data ?? organization,
    fieldsOf,
  )
  const [reason, setReason] = useState('')
  const renew = () => queries.invalidateQueries({ queryKey: api.platform.key() })
  const saving = useSaving(renew)
  const save = (): Promise<boolean> =>
    saving.run(async () => {
      const { version } = draft.base
      await client.platform.setLimits({ id, version, limits: limitsOf(draft.fields), reason })
      tell(t('limitsSaved', { name }))
      onClose()
      await renew()
    })
  const errors = fieldErrors(saving.error)
  return (
    <Dialog opened busy={saving.busy} onClose={onClose} size="lg" title={t('limitsTitle', { name })}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!draft.changedMeanwhile) void save()
        }}
      >
        <Stack gap="md">
          <LimitFields
            values={draft.fields}
            pools={detail.data?.pools}
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
    </Dialog>
  )
}
