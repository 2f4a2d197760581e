import type { AnyRouter } from '@orpc/server'
import type { Session } from '../api/index.ts'
import type { Workspace } from '../workspace/index.ts'

/**
 * What a host needs of an opened workspace to serve a window: the router, and sessions for those at the
 * window. `servedBy` makes one of a workspace; a test may serve any other router the same way.
 */
export interface Served<S extends object = object> {
  readonly router: AnyRouter
  /** A session of the person who works at this machine. */
  newSession(): Promise<S>
  endSession(session: S): void
}

/** @param host which host it is, for the origin that the trail keeps */
export const servedBy = (workspace: Workspace, host: 'electron' | 'loopback'): Served<Session> => ({
  router: workspace.api.router,
  newSession: () => workspace.api.newSession({ host, as: workspace.person }),
  endSession: (session) => workspace.api.endSession(session),
})
