import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Pool } from '../../../src-preload/contract/organizations.ts'
import { SLICED_POOLS, type SlicedPool } from '../../../src-preload/contract/slices.ts'
import type { Team } from '../../../src-preload/contract/teams.ts'
import { Guarded, useApi, useCan, useWhyNot } from '../../app/index.ts'
import { ChangedMeanwhile, ErrorState, LoadingState, useDraft, useSaving } from '../../components/index.ts'
import { fieldErrors } from '../../errors.ts'
import { useRefreshPeople } from '../people/use-member-changes.ts'
import { SliceField } from './slice-field.tsx'
import { outlookOf, sliceLimitsOf, sliceOf, sliceValues } from './slice-values.ts'
import { useTeamChanges } from './use-team-changes.ts'

/** What of the organization's pools is set aside for the team, beside what others have and use of them. */
export function SlicesEditor({ team }: { readonly team: Team }) {
  const can = useCan()
  const pools = useQuery(useApi().organizations.pools.queryOptions({ enabled: can('organization', 'read') }))
  // What each field says of its pool would push the next ones from under the pointer.
  return pools.isLoading ? <LoadingState lines={6} height={64} /> : <Slices team={team} pools={pools.data} />
}

interface SlicesProps {
  readonly team: Team
  /** Undefined where they may not be read. */
  readonly pools: readonly Pool[] | undefined
}

function Slices({ team, pools }: SlicesProps) {
  const { t } = useTranslation('teams')
  const { t: components } = useTranslation('components')
  const { setSlices } = useTeamChanges()
  const locked = useWhyNot()('settings', 'update')
  const draft = useDraft(team, sliceValues)
  const saving = useSaving(useRefreshPeople())
  const [reason, setReason] = useState('')
  const poolOf = (pool: SlicedPool) => {
    const found = pools?.find((p) => p.pool === pool)
    return found && { ...found, pool }
  }
  const invalid = SLICED_POOLS.some((name) => {
    const pool = poolOf(name)
    return pool !== undefined && outlookOf(pool, sliceOf(team, name), draft.fields[name]).wrong !== null
  })
  const errors = fieldErrors(saving.error)
  const save = (): Promise<boolean> =>
    saving.run(async () => {
      const why = reason.trim() === '' ? undefined : reason.trim()
      draft.saved(await setSlices(draft.base, sliceLimitsOf(draft.fields), why))
      setReason('')
    })
  const whyNot = draft.changedMeanwhile
    ? components('meanwhile.first')
    : !draft.dirty
      ? t('unchanged')
      : invalid
        ? t('slices.invalid')
        : null
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (locked === null && whyNot === null) void save()
      }}
    >
      <Stack gap="md">
        <Text size="sm">{t('slices.text')}</Text>
        {locked !== null && (
          <Text size="xs" c="dimmed">
            {locked}
          </Text>
        )}
        {SLICED_POOLS.map((pool) => (
          <SliceField
            key={pool}
            pool={poolOf(pool)}
            own={sliceOf(team, pool)}
            value={draft.fields[pool]}
            onChange={(value) => {
              saving.clear()
              draft.set({ [pool]: value })
            }}
            disabled={locked !== null}
            error={errors[`slices.${pool}`]}
          />
        ))}
        {draft.dirty && (
          <TextInput
            label={t('grants.reason')}
            description={t('grants.reasonHint')}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        )}
        <ChangedMeanwhile draft={draft} onDecided={saving.clear} />
        {saving.error !== null && !draft.changedMeanwhile && Object.keys(errors).length === 0 && (
          <ErrorState error={saving.error} />
        )}
        <Group justify="flex-end">
          {draft.dirty && (
            <Button variant="default" onClick={draft.reload}>
              {t('grants.reset')}
            </Button>
          )}
          <Guarded type="settings" operation="update" reason={whyNot}>
            <Button type="submit" loading={saving.busy}>
              {t('slices.save')}
            </Button>
          </Guarded>
        </Group>
      </Stack>
    </form>
  )
}
