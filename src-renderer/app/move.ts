import { notifications } from '@mantine/notifications'
import type { RouterUtils } from '@orpc/tanstack-query'
import type { QueryClient } from '@tanstack/react-query'
import type { RegisteredRouter } from '@tanstack/react-router'
import { create } from 'zustand'
import type { CurrentSession } from '../../src-preload/contract/session.ts'
import type { Client } from '../client.ts'
import { dropDrafts } from '../components/index.ts'
import { leaveJobs, type UrlState } from '../state/index.ts'
import { subjectAt, subjectsIn } from './subjects.ts'

interface SwitchStore {
  /** Where the window is on its way to; while it is not null no page is drawn, so none can ask in the old context. */
  readonly to: string | null
  readonly set: (to: string | null) => void
}
export const useSwitching = create<SwitchStore>((set) => ({ to: null, set: (to) => set({ to }) }))

/** What of the window is of one place. */
interface Place {
  readonly queries: QueryClient
  readonly api: RouterUtils<Client>
  readonly router: RegisteredRouter
}

/**
 * Changes who or where one is. Nothing carries over: running queries are cancelled, every cached answer
 * is dropped, toasts with an Undo for the old place go, and the address keeps only the page – and `search`, which
 * whoever asks for it knows to be of the new place.
 * @param act makes the change, and answers the session that came of it
 */
export async function move(
  { queries, api, router }: Place,
  name: string,
  act: () => Promise<CurrentSession>,
  search: UrlState = {},
): Promise<void> {
  const { set: setSwitching } = useSwitching.getState()
  setSwitching(name)
  leaveJobs()
  dropDrafts()
  try {
    await queries.cancelQueries()
    const session = await act()
    // The session's own query has a reader that outlives the switch, and is replaced instead.
    const own = JSON.stringify(api.session.current.queryKey())
    const others = { predicate: (q: { queryKey: unknown }) => JSON.stringify(q.queryKey) !== own }
    queries.removeQueries({ ...others, type: 'inactive' })
    // What the shell is reading just now would wait for ever for an answer that was dropped: it asks anew.
    void queries.resetQueries({ ...others, type: 'active' })
    queries.getMutationCache().clear()
    notifications.clean()
    queries.setQueryData(api.session.current.queryKey(), session)
    // Read now: whoever asked may have been drawn on another page.
    const path = router.state.location.pathname
    // A link with an invitation waits for whoever signs in.
    if (path.startsWith('/join/')) return
    const subject = subjectAt(path)
    const stays =
      session.context !== null && subject !== null && subjectsIn(session.context.kind).includes(subject)
    await router.navigate({
      to: stays ? subject.to : '/',
      params: { part: undefined },
      search: stays ? search : {},
    })
  } finally {
    setSwitching(null)
  }
}
