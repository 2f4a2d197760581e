import { useQuery } from '@tanstack/react-query'
import type { FlowStanding } from '../../src-preload/contract/event-flow.ts'
import { useApi } from './connection.tsx'
import { useHere } from './session.tsx'
import { useEventStanding } from './shell/event-standing.tsx'
import { passingOnlyIn } from './shell/passing-only-in.ts'

/** In which console the events pass where no broker carries them; null where nothing is to be said of it. */
export function useWithoutBroker(): FlowStanding['relay'] | null {
  const { session } = useHere()
  const health = useQuery(useApi().health.check.queryOptions())
  return passingOnlyIn(session.workspace.kind, health.data?.broker.state, useEventStanding()?.relay)
}
