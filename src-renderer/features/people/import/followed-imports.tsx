import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useBridge, useCan, useHere } from '../../../app/index.ts'
import { useJobs } from '../../../state/index.ts'
import { useRefreshPeople } from '../use-member-changes.ts'
import { adoptImport, followImport } from './running-import.ts'
import { useFollowedImport } from './use-following.ts'

/**
 * Shows this organization's import in the header, on whatever page one is. After the window was loaded again, or
 * where it was begun in another one, the console is asked what runs.
 */
export function FollowedImports() {
  const { t } = useTranslation('people')
  const { api, client } = useBridge()
  const { orgId } = useHere().context
  const can = useCan()
  const navigate = useNavigate()
  const { put, drop } = useJobs()
  const runs = useQuery(api.imports.runs.queryOptions({ enabled: can('member', 'import') }))
  const refresh = useRefreshPeople()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another answer or organization is another listening
  useEffect(() => {
    const run = runs.data?.find((r) => r.progress.state === 'running')
    if (run === undefined) return
    adoptImport(orgId, run)
    void followImport(client, orgId, () => void refresh())
  }, [runs.data, orgId, client])

  const run = useFollowedImport()
  const running = run?.progress.state === 'running' && run.problem === null
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step of the import is told once
  useEffect(() => {
    if (run === undefined) return
    const { importId, fileName, progress } = run
    if (!running) return drop(importId)
    put({
      id: importId,
      label: t('import.running', { file: fileName }),
      done: progress.done,
      total: progress.total,
      cancel: () => void client.imports.cancel({ importId }),
      open: () => void navigate({ to: '/people/{-$part}', params: { part: 'import' }, search: {} }),
    })
  }, [run, running])
  return null
}
