import { useQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext } from 'react'
import type { CurrentContext, CurrentSession } from '../../src-preload/contract/session.ts'
import { useApi } from './connection.tsx'

/** A session in which somebody is signed in and stands in an organization: what every page may rely on. */
export interface Here {
  readonly session: CurrentSession
  readonly user: { readonly id: string; readonly email: string; readonly name: string }
  readonly context: CurrentContext
}

const HereContext = createContext<Here | null>(null)

export function HereProvider({ here, children }: { readonly here: Here; readonly children: ReactNode }) {
  return <HereContext value={here}>{children}</HereContext>
}

/** Who is signed in and in which organization. Only inside a page. */
export function useHere(): Here {
  const here = useContext(HereContext)
  if (here === null) throw new Error('useHere needs somebody signed in and in an organization.')
  return here
}

/** The session as the console has it; before anybody is signed in, too. */
export function useSession() {
  const api = useApi()
  return useQuery(api.session.current.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
}
