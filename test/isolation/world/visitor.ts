/**
 * People of B who come into organizations of A's side: one who is invited and accepts, one whom an operator makes
 * the first admin of another organization. What B calls them is B's, and whatever they do there must not tell it.
 */
import { randomUUID } from 'node:crypto'
import type { Session } from '../../../src-main/api/index.ts'
import type { World } from './open.ts'
import type { Target } from './side.ts'

/** Addresses without any mark: only what B calls them is B's. */
const INVITED = 'both@elsewhere.example'
const FOUNDER = 'founder@elsewhere.example'
const reason = 'isolation suite'

export interface Visits {
  /** The session of the one who accepted, before they did, and the invitation's token. */
  readonly invited: Session
  readonly token: string
  /** The organization whose first admin a person of B became. */
  readonly founded: string
  /** User ids of both, who are A's side's people too. */
  readonly people: readonly string[]
}

/** Prepares both. One signed up under a name of their own; the other is known by nothing but what B calls them. */
export async function prepareVisits({ a, b, api, operator }: World): Promise<Visits> {
  const own = { signUpId: randomUUID(), email: INVITED, name: 'Own name', verified: true }
  await a.ask('enrollment.signUp', own, operator)
  for (const email of [INVITED, FOUNDER])
    await b.ask('members.add', { email, name: `${b.mark} visitor`, roleIds: ['member'] })
  const { token } = await a.ask<{ token: string }>('invitations.create', {
    email: INVITED,
    roleIds: ['member'],
  })
  const admin = { email: FOUNDER, name: 'First admin' }
  const slug = `${a.mark}-second`
  const made = await a.ask<Target>('platform.create', { name: `${a.mark} second`, slug, admin }, operator)
  const founder = await api.newSession({ host: 'isolation', as: FOUNDER, org: slug })
  await actIn(founder, a.ask.bind(a))
  // Accepts while in B: neither B nor its name for them is A's to learn.
  const invited = await api.newSession({ host: 'isolation', as: INVITED, org: b.slug })
  const people = [invited, founder].map((session) => session.user?.id ?? '')
  return { invited, token, founded: made.id, people }
}

/** What leaves names behind: records with a creator, shares, a refusal in the trail, events. */
export async function actIn(
  session: Session,
  ask: (procedure: string, input: unknown, session: Session) => Promise<unknown>,
): Promise<void> {
  const kind = 'chatbot'
  const made = (await ask('resources.create', { kind, name: 'Of a visitor' }, session)) as Target
  await ask('resources.update', { kind, id: made.id, version: made.version, name: 'Renamed' }, session)
  await ask('roles.create', { name: 'Of a visitor', matrix: { team: ['delete'] } }, session).catch(
    () => undefined,
  )
  await ask('wizards.start', { kind: 'connectWorkspace' }, session).catch(() => undefined)
  await ask('organizations.close', { version: 1, confirmName: 'x', reason }, session).catch(() => undefined)
}
