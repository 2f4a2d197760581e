import { Button, Group, Stack, Textarea } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlatformOrganization } from '../../../src-preload/contract/platform.ts'
import { useApi } from '../../app/index.ts'
import { ErrorState, Modal, tell } from '../../components/index.ts'
import { fieldErrors } from '../../errors.ts'
import { LimitFields, limitsOf, limitValues } from './limit-fields.tsx'

interface LimitsEditorProps {
  readonly opened: boolean
  readonly organization: PlatformOrganization
  readonly onClose: () => void
}

export function LimitsEditor({ opened, organization, onClose }: LimitsEditorProps) {
  const { t } = useTranslation('organizations')
  return (
    <Modal opened={opened} onClose={onClose} size="lg" title={t('limitsTitle', { name: organization.name })}>
      <Editor organization={organization} onClose={onClose} />
    </Modal>
  )
}

function Editor({ organization, onClose }: Omit<LimitsEditorProps, 'opened'>) {
  const { t } = useTranslation('organizations')
  const { t: words } = useTranslation('words')
  const { t: shared } = useTranslation('components')
  const api = useApi()
  const queries = useQueryClient()
  const detail = useQuery(api.platform.get.queryOptions({ input: { id: organization.id } }))
  const [values, setValues] = useState(() => limitValues(organization.limits))
  const [reason, setReason] = useState('')
  const save = useMutation(
    api.platform.setLimits.mutationOptions({
      onSuccess: async () => {
        tell(t('limitsSaved', { name: organization.name }))
        onClose()
        await queries.invalidateQueries({ queryKey: api.platform.key() })
      },
    }),
  )
  const errors = fieldErrors(save.error)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate({ id: organization.id, version: organization.version, limits: limitsOf(values), reason })
      }}
    >
      <Stack gap="md">
        <LimitFields
          values={values}
          pools={detail.data?.pools}
          errors={errors}
          onChange={(pool, value) => setValues((before) => ({ ...before, [pool]: value }))}
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
        {save.isError && Object.keys(errors).length === 0 && <ErrorState error={save.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {words('cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t('saveLimits')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
