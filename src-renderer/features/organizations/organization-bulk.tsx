import { Button, Group } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlatformOrganization } from '../../../src-preload/contract/platform.ts'
import { Guarded, useApi, useClient } from '../../app/index.ts'
import { ConfirmMany, type ManyProps, useTooMany, useUndo } from '../../components/index.ts'

type Change = 'suspend' | 'reactivate'
const CHANGES: readonly Change[] = ['suspend', 'reactivate']

interface OrganizationBulkProps {
  readonly selected: readonly PlatformOrganization[]
  readonly clear: () => void
}

/** Suspends or reactivates the selected organizations, after a preview of which ones are in a state for it. */
export function OrganizationBulk({ selected, clear }: OrganizationBulkProps) {
  const { t } = useTranslation('organizations')
  const [change, setChange] = useState<Change | null>(null)
  const tooMany = useTooMany()(selected.length)
  return (
    <Group gap={6} role="group" aria-label={t('bulk.label')}>
      {CHANGES.map((one) => (
        <Guarded key={one} type="platformOrganization" operation="suspend" reason={tooMany}>
          <Button size="compact-sm" variant="default" onClick={() => setChange(one)}>
            {t(one)}
          </Button>
        </Guarded>
      ))}
      {change !== null && (
        <Question
          change={change}
          ids={selected.map((o) => o.id)}
          onClose={() => setChange(null)}
          onDone={clear}
        />
      )}
    </Group>
  )
}

interface QuestionProps extends ManyProps {
  readonly change: Change
}

function Question({ change, ids, onClose, onDone }: QuestionProps) {
  const { t } = useTranslation('organizations')
  const api = useApi()
  const preview = useQuery(
    api.platform.bulkPreview.queryOptions({ input: { ids: [...ids], change }, staleTime: 0, retry: false }),
  )
  const apply = useChangeMany()
  return (
    <ConfirmMany
      preview={preview}
      dangerous={change === 'suspend'}
      lines={({ members }) => [
        t(`${change}Members`, { count: members }),
        ...(change === 'suspend' ? [t('suspendSessions')] : []),
      ]}
      onClose={onClose}
      title={t(`bulk.${change}Title`, { count: ids.length })}
      confirm={t(`${change}Confirm`)}
      reason="required"
      run={async (reason) => {
        await apply(change, ids, reason)
        onDone()
      }}
    />
  )
}

/** Changes the state of several, and offers to take it back for those that it changed. Rejects with the console's error. */
function useChangeMany(): (change: Change, ids: readonly string[], reason: string) => Promise<void> {
  const { t } = useTranslation('organizations')
  const { t: words } = useTranslation('words')
  const api = useApi()
  const { platform } = useClient()
  const queries = useQueryClient()
  const renew = () => queries.invalidateQueries({ queryKey: api.platform.key() })
  const offer = useUndo(renew)
  return async (change, ids, reason) => {
    const [forth, back] =
      change === 'suspend'
        ? [platform.suspendMany, platform.reactivateMany]
        : [platform.reactivateMany, platform.suspendMany]
    const { changed, changedIds } = await forth({ ids: [...ids], reason })
    offer(t(`bulk.${change}Done`, { count: changed }), () =>
      back({ ids: changedIds, reason: `${words('undo')}: ${reason}`.slice(0, 500) }),
    )
    await renew()
  }
}
