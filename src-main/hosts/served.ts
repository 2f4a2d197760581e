import { randomUUID } from 'node:crypto'
import type { AnyRouter } from '@orpc/server'
import { CastellanError } from '../../src-preload/contract/errors.ts'
import type { Session } from '../api/index.ts'
import { logDefect, type Workspace } from '../workspace/index.ts'

/**
 * What a host needs of an opened workspace to serve a window: the router, and sessions for those at the
 * window. `servedBy` makes one of a workspace; a test may serve any other router the same way.
 */
export interface Served<S extends object = object> {
  readonly router: AnyRouter
  /** A session of the person who works at this machine. */
  newSession(): Promise<S>
  endSession(session: S): void
  /** Logs why a page could not be served; answers what the person is told. */
  defect(error: unknown): string
}

/** @param host which host it is, for the origin that the trail keeps */
export const servedBy = (workspace: Workspace, host: 'electron' | 'loopback'): Served<Session> => ({
  router: workspace.api.router,
  newSession: () => workspace.api.newSession({ host, as: workspace.person }),
  endSession: (session) => workspace.api.endSession(session),
  defect: (error) => {
    const id = randomUUID()
    logDefect(id, `${host}: session`, error)
    if (error instanceof CastellanError) return error.message
    return `The console cannot be opened. Please tell us this number: ${id}`
  },
})
