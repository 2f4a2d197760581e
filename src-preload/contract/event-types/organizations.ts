/** What happens to an organization and to who belongs to it. */
import { z } from 'zod'
import { organizationKind, organizationState } from '../session.ts'
import { changed, idOf, name, on, why } from './shapes.ts'

const event = on('organizations')
const organization = { id: idOf, name, slug: z.string(), kind: organizationKind, state: organizationState }
const member = { id: idOf, userId: idOf, name, email: z.string(), roleIds: z.array(z.string()) }
const claim = { id: idOf, domain: z.string() }

export const ORGANIZATION_EVENTS = {
  'organization.created': event('An organization was founded.', organization),
  'organization.changed': event('Its name or settings changed.', { ...organization, changed }),
  'organization.limited': event('Operators set the limits of its pools.', {
    ...organization,
    limits: z.record(z.string(), z.number().nullable()).describe('By pool; null: no limit.'),
  }),
  'organization.suspended': event('It was suspended: only reads, exports and billing still work.', {
    ...organization,
    why,
  }),
  'organization.activated': event('It is active again after a suspension or while closing.', organization),
  'organization.closing': event('Its grace period began; on `erasedAt` its data is erased.', {
    ...organization,
    why,
    erasedAt: z.string(),
  }),
  'organization.closed': event('The grace period ended and its data was erased.', organization),

  'member.joined': event('Somebody became a member.', { ...member, source: z.string(), addedBy: name }),
  'member.changed': event('Roles, teams or details of a membership changed.', { ...member, changed }),
  'member.suspended': event('A membership was suspended.', { ...member, why }),
  'member.reactivated': event('A suspended membership is active again.', member),
  'member.left': event('A membership ended.', { ...member, how: z.enum(['left', 'removed', 'undone']), why }),

  'list.exported': event('Rows of a list left the console as a file.', {
    id: idOf,
    type: z.string(),
    rows: z.number().int(),
  }),

  'invitation.created': event('Somebody was invited.', { id: idOf, email: z.string(), invitedBy: name }),
  'invitation.resent': event('An invitation was sent again.', {
    id: idOf,
    email: z.string(),
    invitedBy: name,
  }),
  'invitation.revoked': event('An invitation was taken back.', { id: idOf, email: z.string() }),
  'invitation.accepted': event('An invitation was accepted.', {
    id: idOf,
    email: z.string(),
    memberId: idOf,
  }),

  'team.created': event('A team was made.', { id: idOf, name }),
  'team.changed': event('Its name, grants, slices or members changed.', { id: idOf, name, changed }),
  'team.deleted': event('A team is gone.', { id: idOf, name, why }),
  'role.created': event('A custom role was made.', { id: idOf, name }),
  'role.changed': event('Name or matrix of a custom role changed.', { id: idOf, name, changed }),
  'role.deleted': event('A custom role is gone.', { id: idOf, name, why }),

  'domain.claimed': event('A domain was claimed; nothing is proved yet.', claim),
  'domain.changed': event('What a claim gives at sign-up changed.', { ...claim, changed }),
  'domain.verified': event('DNS proved a claim: sign-ups of the domain are enrolled from now on.', claim),
  'domain.failing': event('A re-check did not find the proof; the grace period runs until `until`.', {
    ...claim,
    until: z.string(),
    found: z.string().describe('How the check ended.'),
  }),
  'domain.recovered': event('A re-check found the proof again.', claim),
  'domain.lapsed': event(
    'The grace period ended without the proof: enrollment stopped, members stay.',
    claim,
  ),
  'domain.conflicted': event('Two organizations proved the same domain; the owner keeps it for now.', claim),
  'domain.released': event('A claim was given up.', { ...claim, why }),
  'domain.refused': event('A claim was refused.', { ...claim, why }),
  'domain.expired': event('A claim was not proved in time.', claim),
} as const
