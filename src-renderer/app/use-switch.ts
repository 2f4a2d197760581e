import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useTellProblem } from '../components/index.ts'
import type { UrlState } from '../state/index.ts'
import { useBridge } from './connection.tsx'
import { move } from './move.ts'

/** Changes who or where one is, as one asks for it. What goes wrong is told. */
export function useSwitch() {
  const { client, api } = useBridge()
  const queries = useQueryClient()
  const router = useRouter()
  const tellError = useTellProblem()

  const moveBy = async (name: string, act: () => Promise<unknown>, search?: UrlState): Promise<void> => {
    const acted = async () => {
      await act()
      return client.session.current()
    }
    await move({ queries, api, router }, name, acted, search).catch(tellError)
  }

  return {
    /** Goes to another organization of the same person. */
    enter: (orgId: string, name: string, search?: UrlState) =>
      moveBy(name, () => client.session.enter({ orgId }), search),
    /** Only in the sample workspace: becomes another person. */
    signInAs: (email: string, name: string) => moveBy(name, () => client.session.signInAs({ email })),
    signOut: () => moveBy('', () => client.session.signOut()),
    /** The console ended the context; reads the session again and leaves the place. */
    leave: () => moveBy('', async () => undefined),
  }
}
