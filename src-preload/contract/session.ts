/** Who is signed in, in which organization, and what they may do there. */
import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { permissionTable } from './access.ts'
import { open, own } from './procedure.ts'
import { done, email, id } from './shared.ts'

export const organizationKind = z.enum(['organization', 'personal', 'platform'])
export const organizationState = z.enum(['active', 'suspended', 'closing', 'closed'])
export const membershipState = z.enum(['active', 'suspended', 'invited'])

/** One organization that the person may switch to. `color` is the accent that tells contexts apart. */
export const contextChoice = z.object({
  orgId: id,
  slug: z.string(),
  name: z.string(),
  kind: organizationKind,
  state: organizationState,
  color: z.string(),
  /** Ids and names of the roles that one has there, in the same order. */
  roleIds: z.array(z.string()),
  roles: z.array(z.string()),
})
export type ContextChoice = z.infer<typeof contextChoice>

/** The context as the interface needs it; `can` is the union of what roles and team grants allow on types. */
export const currentContext = contextChoice.extend({
  membershipId: id,
  teamIds: z.array(id),
  timeZone: z.string(),
  /** The role that dialogs begin with. */
  defaultRoleId: z.string(),
  /** Whom to ask about what is refused; empty where nobody was named. */
  supportContact: z.string(),
  can: permissionTable,
})
export type CurrentContext = z.infer<typeof currentContext>

export const person = z.object({ id, email: z.string(), name: z.string() })

export const currentSession = z.object({
  workspace: z.object({ name: z.string(), kind: z.enum(['local', 'connected']), sample: z.boolean() }),
  user: person.nullable(),
  context: currentContext.nullable(),
})
export type CurrentSession = z.infer<typeof currentSession>

/** Why a context ended, in English; the window has each in its own language. */
export const ENDED = {
  gone: 'You are no longer a member here.',
  disabled: 'Your account is disabled.',
  suspended: 'Your membership here is suspended.',
  closed: 'This organization is closed.',
} as const

/** `changed`: records of these collections changed; `access`: read the session again; `ended`: the context is gone. */
export const sessionSignal = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('changed'), collections: z.array(z.string()) }),
  z.object({ kind: z.literal('access') }),
  z.object({ kind: z.literal('ended'), because: z.string() }),
])
export type SessionSignal = z.infer<typeof sessionSignal>

export const session = {
  current: open('the window asks it before anybody is signed in').output(currentSession),
  contexts: own('lists only the organizations of the person who asks').output(z.array(contextChoice)),
  enter: own('switches to an organization that the person is an active member of', 'read')
    .input(z.object({ orgId: id }))
    .output(currentContext),
  signInAs: open('refused unless the workspace is the local sample')
    .input(z.object({ email }))
    .output(currentSession),
  samplePeople: open('empty unless the workspace is the local sample').output(
    z.array(person.extend({ note: z.string() })),
  ),
  signOut: own('ends only the own session').output(done),
  watch: own('tells only about the context that the session is in', 'stream').output(
    eventIterator(sessionSignal),
  ),
}
