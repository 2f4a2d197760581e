import { useEffect } from 'react'
import { useBridge, useHere } from '../../../app/index.ts'
import { useRefreshPeople } from '../use-member-changes.ts'
import { followImport, type RunningImport, useRunningImport } from './running-import.ts'

/** This organization's import, listened to again after one came back to the organization. */
export function useFollowedImport(): RunningImport | undefined {
  const { client } = useBridge()
  const { orgId } = useHere().context
  const run = useRunningImport(orgId)
  const refresh = useRefreshPeople()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another organization or import is another listening
  useEffect(() => {
    if (run?.progress.state === 'running' && run.progress.done > 0)
      void followImport(client, orgId, () => void refresh())
  }, [client, orgId, run?.importId])
  return run
}
