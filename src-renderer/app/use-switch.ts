import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { create } from 'zustand'
import { useTellProblem } from '../components/index.ts'
import { leaveJobs, type UrlState } from '../state/index.ts'
import { useBridge } from './connection.tsx'
import { useKeepSession } from './session.tsx'
import { subjectAt, subjectsIn } from './subjects.ts'

interface SwitchStore {
  /** Where the window is on its way to; while it is not null no page is drawn, so none can ask in the old context. */
  readonly to: string | null
  readonly set: (to: string | null) => void
}
export const useSwitching = create<SwitchStore>((set) => ({ to: null, set: (to) => set({ to }) }))

/**
 * Changes who or where one is. Nothing carries over: running queries are cancelled, every cached answer
 * is dropped, toasts with an Undo for the old place go, and the address keeps only the page – and `search`, which
 * whoever asks for the switch knows to be of the new place.
 */
export function useSwitch() {
  const { client, api } = useBridge()
  const queries = useQueryClient()
  const keep = useKeepSession()
  const navigate = useNavigate()
  const path = useLocation({ select: (l) => l.pathname })
  const setSwitching = useSwitching((s) => s.set)
  const tellError = useTellProblem()

  const move = async (name: string, act: () => Promise<unknown>, search: UrlState = {}): Promise<void> => {
    setSwitching(name)
    leaveJobs()
    try {
      await queries.cancelQueries()
      await act()
      const session = await client.session.current()
      // The session's own query has a reader that outlives the switch, and is replaced instead.
      const own = JSON.stringify(api.session.current.queryKey())
      const others = { predicate: (q: { queryKey: unknown }) => JSON.stringify(q.queryKey) !== own }
      queries.removeQueries({ ...others, type: 'inactive' })
      // What the shell is reading just now would wait for ever for an answer that was dropped: it asks anew.
      void queries.resetQueries({ ...others, type: 'active' })
      queries.getMutationCache().clear()
      notifications.clean()
      keep(session)
      // A link with an invitation waits for whoever signs in.
      if (path.startsWith('/join/')) return
      const subject = subjectAt(path)
      const stays =
        session.context !== null && subject !== null && subjectsIn(session.context.kind).includes(subject)
      await navigate({
        to: stays ? subject.to : '/',
        params: { part: undefined },
        search: stays ? search : {},
      })
    } catch (error) {
      tellError(error)
    } finally {
      setSwitching(null)
    }
  }

  return {
    /** Goes to another organization of the same person. */
    enter: (orgId: string, name: string, search?: UrlState) =>
      move(name, () => client.session.enter({ orgId }), search),
    /** Only in the sample workspace: becomes another person. */
    signInAs: (email: string, name: string) => move(name, () => client.session.signInAs({ email })),
    signOut: () => move('', () => client.session.signOut()),
    /** The console ended the context; reads the session again and leaves the place. */
    leave: () => move('', async () => undefined),
  }
}
