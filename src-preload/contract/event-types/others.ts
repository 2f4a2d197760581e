/** Users, approvals, wizards, and what is managed: resources, usage, the event flow itself. */
import { z } from 'zod'
import { resourceKind } from '../access.ts'
import { changed, idOf, name, on, why } from './shapes.ts'

const user = on('users')
export const USER_EVENTS = {
  'user.signedup': {
    ...user('The sign-up service has a new user. Delivered again it changes nothing.', {
      signUpId: z.uuid().describe("The sign-up's own id, by which it is known when it is delivered again."),
      email: z.string(),
      name,
      verified: z.boolean().describe("Whether the sign-up service proved that the address is the user's."),
    }),
    external: true as const,
  },
  'user.enrolled': user('A sign-up became a member by its address.', {
    signUpId: z.string(),
    userId: idOf,
    memberId: idOf,
    domain: z.string(),
  }),
  'user.waiting': user('A sign-up waits: the organization has no seat left.', {
    signUpId: z.string(),
    userId: idOf,
    domain: z.string(),
    approvalId: idOf,
  }),
  'user.disabled': user('The platform disabled the account of a member; nothing of it works any more.', {
    userId: idOf,
    why,
  }),
  'user.enabled': user('The account of a member works again.', { userId: idOf, why }),
  'migration.offered': user('A person with a personal account was offered to move it in; who, is not told.', {
    id: idOf,
  }),
  'migration.accepted': user('A person moved resources into the organization.', {
    id: idOf,
    userId: idOf,
    resources: z.number(),
  }),
  'migration.declined': user('A person does not want to move; who, is not told.', { id: idOf }),
  'migration.undone': user('A migration was taken back within its seven days.', {
    id: idOf,
    userId: idOf,
    resources: z.number(),
  }),
} as const

const approval = on('approval')
const request = { id: idOf, kind: z.string(), requestedBy: name }
export const APPROVAL_EVENTS = {
  'approval.requested': approval('Something waits for a second person.', request),
  'approval.approved': approval('It was approved and carried out.', { ...request, decidedBy: name }),
  'approval.refused': approval('It was refused.', { ...request, decidedBy: name, why }),
  'approval.withdrawn': approval('The requester took it back.', request),
  'approval.expired': approval('Nobody decided in time.', request),
  'approval.failed': approval('It was approved, but may or can no longer be carried out.', {
    ...request,
    why,
  }),
  'policy.changed': approval('What needs a second person changed.', { changed }),
  'decision.made': {
    ...approval('Somebody decided in another system of the platform.', {
      approvalId: idOf,
      decision: z.enum(['approve', 'refuse']),
      userId: idOf.describe('Who decided; must be a member who may decide here.'),
      why: z.string(),
    }),
    external: true as const,
  },
} as const

const wizard = on('wizard')
const flow = { id: idOf, kind: z.string(), step: z.string() }
export const WIZARD_EVENTS = {
  'wizard.started': wizard('A guided flow began.', flow),
  'wizard.advanced': wizard('A step was completed.', flow),
  'wizard.finished': wizard('A guided flow was carried out.', flow),
  'wizard.abandoned': wizard('A guided flow was given up or ran out.', flow),
} as const

const management = on('management')
const resource = { id: idOf, kind: resourceKind, name }
export const MANAGEMENT_EVENTS = {
  'resource.created': management('A shared resource was made.', resource),
  'resource.changed': management('Its name, description or visibility changed.', { ...resource, changed }),
  'resource.shared': management('It was shared with a member or team.', {
    ...resource,
    subjectKind: z.enum(['user', 'team']),
    subjectId: idOf,
    operations: z.array(z.string()),
  }),
  'resource.unshared': management('A share was taken back.', { ...resource, subjectId: idOf }),
  'resource.deleted': management('It is gone.', { ...resource, why }),
  'resource.transferred': management('It left for another tenant.', { ...resource, transferId: idOf }),
  'resource.received': management('It came from another tenant.', { ...resource, transferId: idOf }),
  'import.finished': management('An import of people ended.', {
    id: idOf,
    added: z.number(),
    changed: z.number(),
    refused: z.number(),
  }),
  'usage.recorded': {
    ...management('A service of the platform tells what was used.', {
      usageId: z.uuid().describe('Its own id, by which it is known when it is delivered again.'),
      userId: idOf,
      teamId: z.string().nullable(),
      model: z.string(),
      units: z.int().min(0).describe('Whole units as the rate card counts them (tokens, pages, seconds).'),
      occurredAt: z.iso.datetime(),
    }),
    external: true as const,
  },
  'deadletter.redriven': management('Dead messages were sent to their queue again.', {
    queue: z.string(),
    messages: z.number(),
    why,
  }),
  'deadletter.discarded': management('Dead messages were thrown away.', {
    queue: z.string(),
    messages: z.number(),
    why,
  }),
} as const
