/** As whom the suite calls: every role of A, who is in no organization, who is about to come in, and the operators. */
import type { Session } from '../../../src-main/api/index.ts'
import type { World } from './open.ts'

/** In this order: the admin's last calls end things. */
export const ROLES = [
  'viewer',
  'custom',
  'member',
  'suspended',
  'outsider',
  'newcomer',
  'operator',
  'admin',
] as const
export type Role = (typeof ROLES)[number]

export async function sessionOf({ api, a, newOperator }: World, role: Role): Promise<Session> {
  const host = 'isolation'
  switch (role) {
    case 'operator':
      return newOperator()
    case 'outsider':
      return api.newSession({ host })
    case 'newcomer':
      return api.newSession({ host, as: a.email('newcomer') })
    case 'admin':
      return api.newSession({ host, as: a.email('second-admin'), org: a.slug })
    case 'suspended': {
      const session = await api.newSession({ host, as: a.email(role), org: a.slug })
      const { id, version } = await a.member(role)
      await a.ask('members.suspend', { id, version, reason: 'isolation suite' })
      return session
    }
    default:
      return api.newSession({ host, as: a.email(role), org: a.slug })
  }
}

/** Puts a session back where it was after a call that switched or ended it, so that the next call is of there again. */
export async function restore(
  world: World,
  session: Session,
  role: Role,
  home: string | null,
): Promise<void> {
  if (role === 'outsider' || role === 'suspended' || session.orgId === home) return
  const again = await sessionOf(world, role).catch(() => undefined)
  if (!again) return
  session.user = again.user
  session.enter(again.orgId)
  world.api.endSession(again)
}
