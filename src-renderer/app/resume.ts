/**
 * In the browser each connection has a session of its own, which begins as the host says. One that takes the place of a
 * lost one is brought back to who and where the window was, before any page may ask by it.
 */
import type { CurrentSession } from '../../src-preload/contract/session.ts'
import type { Client } from '../client.ts'
import { problemOf } from '../errors.ts'

const isSamePerson = (a: CurrentSession, b: CurrentSession): boolean => a.user?.id === b.user?.id

/** Whether they are the same person in the same organization. */
export const isSamePlace = (a: CurrentSession, b: CurrentSession): boolean =>
  isSamePerson(a, b) && a.context?.orgId === b.context?.orgId

/** What the console refuses because of who one is; anything else is no answer, and may be tried again. */
const REFUSED: readonly string[] = ['NOT_FOUND', 'FORBIDDEN', 'UNAUTHENTICATED']

async function unlessRefused(ask: Promise<unknown>): Promise<void> {
  try {
    await ask
  } catch (error) {
    if (!REFUSED.includes(problemOf(error).code)) throw error
  }
}

/** Answers the session as it is afterwards, which is another one where the way back is refused. */
export async function resume(
  { session }: Pick<Client, 'session'>,
  before: CurrentSession,
): Promise<CurrentSession> {
  const { user, context } = before
  let now = await session.current()
  if (isSamePlace(before, now)) return now
  if (user === null) await session.signOut()
  else if (!isSamePerson(before, now) && now.workspace.sample)
    await unlessRefused(session.signInAs({ email: user.email }))
  now = await session.current()
  if (context === null || !isSamePerson(before, now) || isSamePlace(before, now)) return now
  await unlessRefused(session.enter({ orgId: context.orgId }))
  return session.current()
}
