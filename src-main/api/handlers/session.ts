/** Who is signed in, and the switch between organizations. */

import { CastellanError, notFound } from '../../../src-preload/contract/errors.ts'
import type { Contract } from '../../../src-preload/contract/index.ts'
import type { ContextChoice, CurrentContext, CurrentSession } from '../../../src-preload/contract/session.ts'
import { canTable } from '../../access/index.ts'
import type { MemberFacts } from '../../access/model.ts'
import { Across } from '../../store/across/index.ts'
import type { Store } from '../../store/index.ts'
import type { MemberRecord, OrganizationRecord, UserRecord } from '../../store/records/index.ts'
import { type NamedRole, requirePersonalSpace, rolesOf } from '../../tenancy/index.ts'
import type { Changes } from '../changes.ts'
import type { Contexts, Held } from '../contexts.ts'
import type { Handlers } from '../handler.ts'
import type { Session } from '../session.ts'

export interface WorkspaceFacts {
  readonly name: string
  readonly kind: 'local' | 'connected'
  readonly sample: boolean
  /** People of the sample worth trying, with what is special about each. */
  readonly samplePeople: readonly { readonly email: string; readonly note: string }[]
}
interface Parts {
  readonly store: Store
  readonly contexts: Contexts
  readonly changes: Changes
  readonly workspace: WorkspaceFacts
}

/** The roles of a member as contexts name them. */
function rolesIn(
  member: Pick<MemberFacts, 'roleIds'>,
  known: readonly NamedRole[],
): Pick<ContextChoice, 'roleIds' | 'roles'> {
  const held = known.filter((r) => member.roleIds.includes(r.id))
  return { roleIds: held.map((r) => r.id), roles: held.map((r) => r.name) }
}

async function choice(
  store: Store,
  member: MemberRecord,
  organization: OrganizationRecord,
): Promise<ContextChoice> {
  const { id: orgId, slug, name, kind, state, color } = organization
  const known = await rolesOf(new Across(store).tenant(orgId), kind === 'platform')
  return { orgId, slug, name, kind, state, color, ...rolesIn(member, known) }
}

/** The organizations that a person can be in now: organizations first, the personal space last. */
export async function contextsOf(store: Store, userId: string): Promise<ContextChoice[]> {
  const across = new Across(store)
  const list: ContextChoice[] = []
  for (const member of await across.membershipsOf(userId)) {
    const organization = await across.organization(member.orgId)
    if (organization && organization.state !== 'closed' && member.state === 'active')
      list.push(await choice(store, member, organization))
  }
  const rank = { platform: 0, organization: 1, personal: 2 } as const
  return list.sort((a, b) => rank[a.kind] - rank[b.kind] || a.name.localeCompare(b.name))
}

const mayEnter = ({ context }: Held): boolean =>
  context.facts.member.state === 'active' && context.facts.member.userActive

async function currentContext({ store, contexts }: Parts, session: Session): Promise<CurrentContext | null> {
  if (!session.user || !session.orgId) return null
  const held = await contexts.get(session.user.id, session.orgId)
  const organization = await new Across(store).organization(session.orgId)
  if (!held || !organization || !mayEnter(held)) return null
  const { member } = held.context.facts
  const known = await rolesOf(new Across(store).tenant(organization.id), organization.kind === 'platform')
  const { slug, name, kind, state, color, settings } = organization
  return {
    orgId: organization.id,
    slug,
    name,
    kind,
    state,
    color,
    timeZone: settings.timeZone,
    defaultRoleId: settings.defaultRoleId,
    supportContact: settings.supportContact,
    ...rolesIn(member, known),
    membershipId: member.id,
    teamIds: [...member.teamIds],
    can: canTable(held.context),
  }
}

/** Puts the session into an organization; `NOT_FOUND` unless the person is an active member of an open one. */
export async function enter(parts: Parts, session: Session, orgId: string): Promise<CurrentContext> {
  if (!session.user) throw new CastellanError('UNAUTHENTICATED', 'Sign in first.', {})
  const held = await parts.contexts.get(session.user.id, orgId)
  if (!held || !mayEnter(held) || held.context.facts.organization.state === 'closed')
    throw notFound('organization')
  session.enter(orgId)
  const context = await currentContext(parts, session)
  if (!context) throw notFound('organization')
  return context
}

/** Who was imported with thousands of others gets a personal space when they come for the first time. */
async function givePersonalSpace({ store }: Parts, user: UserRecord): Promise<void> {
  try {
    await store.transaction((unit) => requirePersonalSpace(new Across(unit), user))
  } catch (error) {
    // Two windows at once: the other one founded it.
    if (!(error instanceof CastellanError) || error.code !== 'CONFLICT') throw error
  }
}

/** Signs a person in, in the first of their organizations. For hosts and the sample workspace. */
export async function signIn(parts: Parts, session: Session, email: string): Promise<void> {
  const user = await new Across(parts.store).userByEmail(email)
  if (user?.state !== 'active') throw notFound('user')
  await givePersonalSpace(parts, user)
  session.enter(null)
  session.user = { id: user.id, email: user.email, name: user.name }
  const list = await contextsOf(parts.store, user.id)
  // Where a person has most to do comes first; an operator begins in the platform's context.
  const first =
    list.find((c) => c.kind === 'platform' || (c.kind === 'organization' && c.roles.includes('Admin'))) ??
    list[0]
  if (first) session.enter(first.orgId)
}

/** Whoever is signed in, by the name that the organization at hand uses for them. */
async function personIn({ contexts }: Parts, { user, orgId }: Session): Promise<CurrentSession['user']> {
  const held = user && orgId ? await contexts.get(user.id, orgId) : undefined
  return user && { ...user, name: held?.context.facts.member.name ?? user.name }
}

async function current(parts: Parts, session: Session): Promise<CurrentSession> {
  const { name, kind, sample } = parts.workspace
  return {
    workspace: { name, kind, sample },
    user: await personIn(parts, session),
    context: await currentContext(parts, session),
  }
}

export function sessionHandlers(parts: Parts): Handlers<Contract['session']> {
  const { store, workspace } = parts
  return {
    current: ({ session }) => current(parts, session),
    contexts: ({ work }) => contextsOf(store, work.actor.userId),
    enter: ({ session, input }) => enter(parts, session, input.orgId),
    signInAs: async ({ session, input }) => {
      if (!workspace.sample)
        throw new CastellanError(
          'FORBIDDEN',
          'Only the local sample workspace lets you look through another person’s eyes.',
          {
            missing: 'session.signInAs',
            because: 'This workspace is not the sample.',
          },
        )
      await signIn(parts, session, input.email)
      return current(parts, session)
    },
    samplePeople: async () => {
      const across = new Across(store)
      const people = workspace.sample
        ? await across.usersByEmail(workspace.samplePeople.map((p) => p.email))
        : []
      return workspace.samplePeople.flatMap(({ email, note }) => {
        const user = people.find((u) => u.email === email)
        return user ? [{ id: user.id, email, name: user.name, note }] : []
      })
    },
    signOut: ({ session }) => {
      session.end()
      return { done: true as const }
    },
    watch: ({ session, signal }) => session.signals(signal),
  }
}
