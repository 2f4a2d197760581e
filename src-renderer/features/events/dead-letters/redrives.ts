/** The organization's redrives as the console runs them. They go on without a page, so every page asks anew. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { create } from 'zustand'
import type { RedriveProgress } from '../../../../src-preload/contract/events.ts'
import { useApi, useCan } from '../../../app/index.ts'
import { useTellProblem } from '../../../components/index.ts'

/** How often is asked where they stand: while one runs, and else, since another admin may begin one. Milliseconds. */
const WHILE_RUNNING_MS = 1_000
const ELSE_MS = 15_000

interface Dismissed {
  readonly ids: ReadonlySet<string>
  readonly add: (jobId: string) => void
}
/** Ended redrives that this window need not show any more. */
const useDismissed = create<Dismissed>((set) => ({
  ids: new Set(),
  add: (jobId) => set((s) => ({ ids: new Set(s.ids).add(jobId) })),
}))

const isRunning = (job: RedriveProgress): boolean => job.state === 'running'

/** Those that run, and those that ended and were not dismissed here, newest first. */
export function useRedrives() {
  const api = useApi()
  const enabled = useCan()('event', 'redrive')
  const dismissed = useDismissed((s) => s.ids)
  const query = useQuery(
    api.events.redrives.queryOptions({
      enabled,
      refetchInterval: ({ state }) => (state.data?.some(isRunning) === true ? WHILE_RUNNING_MS : ELSE_MS),
    }),
  )
  const jobs = (query.data ?? []).filter((job) => !dismissed.has(job.jobId))
  return { jobs, running: jobs.filter(isRunning), dismiss: useDismissed((s) => s.add) }
}

/** Puts one that began here into the list at once. */
export function useRenewRedrives(): () => Promise<void> {
  const api = useApi()
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: api.events.redrives.key() })
}

/** Stops a redrive before its next message; that it cannot be stopped is told. */
export function useCancelRedrive() {
  const api = useApi()
  const renew = useRenewRedrives()
  const tellError = useTellProblem()
  return useMutation(
    api.events.cancelRedrive.mutationOptions({
      onError: tellError,
      onSettled: () => renew(),
    }),
  )
}
