/**
 * An honest input for every procedure of the contract, made from one side's own ids. The suite fails
 * for a procedure that is not here. The same functions, given the other side, make the attacks.
 */

import { randomUUID } from 'node:crypto'
import { DOOMED } from './flow.ts'
import type { Side } from './side.ts'

export type MakeInput = (s: Side) => Promise<unknown>
const reason = 'isolation suite'
const pick = ({ id, version }: { id: string; version: number }): { id: string; version: number } => ({
  id,
  version,
})

/** For what can be there only once: each call makes another. */
const fresh = (): string => randomUUID().slice(0, 8)

export const INPUTS: { readonly [procedure: string]: MakeInput } = {
  'session.current': async () => undefined,
  'session.contexts': async () => undefined,
  'session.enter': async (s) => ({ orgId: s.admin.orgId }),
  'session.signInAs': async (s) => ({ email: s.email('member') }),
  'session.samplePeople': async () => undefined,
  'session.signOut': async () => undefined,
  'session.watch': async () => undefined,
  'health.check': async () => undefined,

  'platform.list': async (s) => ({ search: s.mark }),
  'platform.get': async (s) => ({ id: s.admin.orgId }),
  'platform.create': async (s) => ({
    name: `${s.mark} new`,
    slug: `${s.mark}-new`,
    admin: { email: s.email('member'), name: `${s.mark} n` },
  }),
  'platform.setLimits': async (s) => ({
    id: s.admin.orgId,
    ...(await s.organization()),
    limits: { seats: 500 },
    reason,
  }),
  'platform.suspend': async (s) => ({ id: s.admin.orgId, ...(await s.organization()), reason }),
  'platform.reactivate': async (s) => ({ id: s.admin.orgId, ...(await s.organization()), reason }),
  'platform.bulkPreview': async (s) => ({ ids: [s.admin.orgId], change: 'suspend' }),
  'platform.suspendMany': async (s) => ({ ids: [s.admin.orgId], reason }),
  'platform.reactivateMany': async (s) => ({ ids: [s.admin.orgId], reason }),
  'platform.close': async (s) => ({ id: s.admin.orgId, ...(await s.organization()), reason }),
  'platform.restore': async (s) => ({ id: s.admin.orgId, ...(await s.organization()), reason }),

  'users.find': async (s) => ({ email: s.email('spare') }),
  'users.disable': async (s) => ({ ...(await s.account()), reason }),
  'users.enable': async (s) => ({ ...(await s.account()), reason }),

  'organizations.current': async () => undefined,
  'organizations.overview': async () => undefined,
  'organizations.pools': async () => undefined,
  'organizations.update': async (s) => ({
    ...(await s.organization()),
    settings: { defaultRoleId: (await s.role()).id },
  }),
  'organizations.close': async (s) => ({ ...(await s.organization()), confirmName: `${s.mark} Ltd`, reason }),
  'organizations.restore': async (s) => ({ ...(await s.organization()), reason }),

  'members.list': async (s) => ({
    search: s.mark,
    teamIds: [(await s.team()).id],
    roleIds: [(await s.role()).id],
  }),
  'members.get': async (s) => ({ id: (await s.member()).id }),
  'members.facets': async () => undefined,
  'members.add': async (s) => ({
    email: s.email(`guest-${fresh()}`),
    name: 'New person',
    roleIds: [(await s.role()).id],
    teamIds: [(await s.team()).id],
  }),
  'members.setRoles': async (s) => ({ ...pick(await s.member()), roleIds: [(await s.role()).id] }),
  'members.setTeams': async (s) => ({ ...pick(await s.member()), teamIds: [(await s.team()).id] }),
  'members.suspend': async (s) => ({ ...pick(await s.member()), reason }),
  'members.reactivate': async (s) => pick(await s.member()),
  'members.bulk': async (s) => ({
    ids: [(await s.member()).id],
    change: { kind: 'addTeam', teamId: (await s.team()).id },
    reason,
  }),
  'members.bulkPreview': async (s) => ({
    ids: [(await s.member()).id],
    change: { kind: 'addTeam', teamId: (await s.team()).id },
  }),
  'members.remove': async (s) => ({ ...pick(await s.member()), reason }),
  'members.leave': async () => ({}),

  'imports.upload': async () => ({
    fileName: 'people.csv',
    content: Buffer.from('email,name\nsomebody@nowhere.example,Somebody\n').toString('base64'),
  }),
  'imports.preview': async (s) => ({
    importId: s.importId,
    mapping: { email: 0, name: 1 },
    roleIds: [(await s.role()).id],
    teamIds: [(await s.team()).id],
  }),
  'imports.start': async (s) => ({
    importId: s.importId,
    mapping: { email: 0, name: 1 },
    roleIds: ['viewer'],
    teamIds: [(await s.team()).id],
  }),
  'imports.runs': async () => undefined,
  'imports.progress': async (s) => ({ importId: s.importId }),
  'imports.cancel': async (s) => ({ importId: s.importId }),
  'imports.report': async (s) => ({ importId: s.importId }),
  'imports.exportMembers': async (s) => ({ search: s.mark, teamIds: [(await s.team()).id] }),

  'exports.record': async (s) => ({ type: 'team', rows: 3, columns: ['name'], filter: s.mark }),

  'invitations.list': async () => ({}),
  'invitations.create': async (s) => ({
    email: s.email(`guest-${fresh()}`),
    roleIds: [(await s.role()).id],
    teamIds: [(await s.team()).id],
  }),
  'invitations.resend': async (s) => pick(await s.invitation()),
  'invitations.revoke': async (s) => pick(await s.invitation()),
  'invitations.bulkPreview': async (s) => ({ ids: [(await s.invitation()).id], change: 'resend' }),
  'invitations.resendMany': async (s) => ({ ids: [(await s.invitation()).id] }),
  'invitations.revokeMany': async (s) => ({ ids: [(await s.invitation()).id] }),
  'invitations.accept': async (s) => ({ token: s.tokens[0] ?? '' }),

  'teams.list': async (s) => ({ search: s.mark }),
  'teams.get': async (s) => ({ id: (await s.team()).id }),
  'teams.create': async (s) => ({
    name: `Made here ${fresh()}`,
    grants: [{ type: 'chatbot', resourceId: (await s.resource()).id, operations: ['read'] }],
  }),
  'teams.update': async (s) => ({ ...pick(await s.team()), name: 'Renamed' }),
  'teams.setGrants': async (s) => ({
    ...pick(await s.team()),
    grants: [{ type: 'chatbot', resourceId: (await s.resource()).id, operations: ['read'] }],
  }),
  'teams.setSlices': async (s) => ({ ...pick(await s.team()), slices: { template: 40 } }),
  'teams.changeMembers': async (s) => ({
    id: (await s.team()).id,
    add: [(await s.member()).id],
    remove: [(await s.member('viewer')).id],
  }),
  'teams.delete': async (s) => ({ ...pick(await s.team()), reason }),
  'teams.bulkPreview': async (s) => ({ ids: [(await s.team()).id] }),
  'teams.deleteMany': async (s) => ({ ids: [(await s.team()).id], reason }),

  'roles.list': async () => undefined,
  'roles.get': async (s) => ({ id: (await s.role()).id }),
  'roles.create': async () => ({ name: `Made here ${fresh()}`, matrix: { template: ['read'] } }),
  'roles.update': async (s) => ({ ...pick(await s.role()), matrix: { template: ['read', 'update'] } }),
  'roles.delete': async (s) => ({ ...pick(await s.role()), replacementId: 'viewer', reason }),

  'permissions.mine': async (s) => ({
    questions: [{ type: 'chatbot', operation: 'read', resourceId: (await s.resource()).id }],
  }),
  'permissions.explainMine': async (s) => ({
    type: 'chatbot',
    operation: 'update',
    resourceId: (await s.resource()).id,
  }),
  'permissions.explain': async (s) => ({
    memberId: (await s.member()).id,
    type: 'chatbot',
    operation: 'update',
    resourceId: (await s.resource()).id,
  }),
  'permissions.whatIfRole': async (s) => ({
    roleId: (await s.role()).id,
    matrix: { chatbot: ['read'] },
    memberIds: [(await s.member()).id],
  }),
  'permissions.whatIfMember': async (s) => ({
    memberId: (await s.member()).id,
    roleIds: [(await s.role()).id],
    teamIds: [(await s.team()).id],
  }),

  'resources.list': async (s) => ({ kind: 'chatbot', search: s.mark, teamId: (await s.team()).id }),
  'resources.get': async (s) => ({ kind: 'chatbot', id: (await s.resource()).id }),
  'resources.countable': async () => ({ kind: 'template' }),
  'resources.create': async (s) => ({
    kind: 'template',
    name: 'Made here',
    visibility: 'teams',
    teamIds: [(await s.team()).id],
    countsTo: (await s.team()).id,
  }),
  'resources.update': async (s) => ({
    kind: 'chatbot',
    ...pick(await s.resource()),
    name: 'Renamed',
    countsTo: (await s.team()).id,
  }),
  'resources.setVisibility': async (s) => ({
    kind: 'chatbot',
    ...pick(await s.resource()),
    visibility: 'teams',
    teamIds: [(await s.team()).id],
  }),
  'resources.bulkPreview': async (s) => ({
    items: [{ kind: 'chatbot', id: (await s.resource()).id }],
    change: { kind: 'visibility', visibility: 'teams', teamIds: [(await s.team()).id] },
  }),
  'resources.setVisibilityOfMany': async (s) => ({
    items: [{ kind: 'chatbot', id: (await s.resource()).id }],
    visibility: 'private',
  }),
  'resources.deleteMany': async (s) => ({
    items: [{ kind: 'chatbot', id: (await s.resource()).id }],
    reason,
  }),
  'resources.shares': async (s) => ({ kind: 'chatbot', id: (await s.share()).resource.id }),
  'resources.share': async (s) => ({
    kind: 'chatbot',
    id: (await s.resource()).id,
    subjectKind: 'user',
    subjectId: (await s.member('member')).userId,
    operations: ['read'],
  }),
  'resources.unshare': async (s) => {
    const { resource, shareId } = await s.share()
    return { kind: 'chatbot', id: resource.id, shareId }
  },
  'resources.delete': async (s) => ({ kind: 'chatbot', ...pick(await s.resource()), reason }),

  'approvals.list': async () => ({ view: 'mine' }),
  'approvals.get': async (s) => ({ id: await s.approval() }),
  'approvals.count': async () => undefined,
  'approvals.approve': async (s) => ({ id: await s.closing() }),
  'approvals.refuse': async (s) => ({ id: await s.approval('mine', 'transferOut'), reason }),
  'approvals.withdraw': async (s) => ({ id: await s.approval('waiting') }),
  'approvals.policies': async () => undefined,
  'approvals.setPolicies': async (s) => ({
    version: await s.policyVersion(),
    rules: { auditExport: false },
    reason,
  }),
  'wizards.list': async () => undefined,
  'wizards.get': async (s) => ({ id: s.flowId }),
  'wizards.start': async () => ({ kind: 'connectWorkspace' }),
  'wizards.answer': async (s) => ({
    ...pick(await s.flow()),
    step: 'domain',
    answer: { domain: `flow.${s.mark}.example`, includeSubdomains: true },
  }),
  'wizards.finish': async (s) => pick(await s.flow()),
  'wizards.abandon': async (s) => pick(await s.openFlow()),

  'domains.list': async (s) => ({ search: s.mark }),
  'domains.get': async (s) => ({ id: (await s.domain()).id }),
  'domains.claim': async (s) => ({
    domain: `new-${fresh()}.${s.mark}.example`,
    roleId: (await s.role()).id,
    teamIds: [(await s.team()).id],
  }),
  'domains.update': async (s) => ({
    ...pick(await s.domain()),
    roleId: (await s.role()).id,
    teamIds: [(await s.team()).id],
  }),
  'domains.check': async (s) => ({ id: (await s.domain()).id }),
  'domains.release': async (s) => ({ ...pick(await s.domain()), reason }),
  'enrollment.signUp': async (s) => ({
    signUpId: (await s.domain()).id,
    email: s.email('signed-up'),
    name: 'Signed up',
    verified: true,
  }),
  'enrollment.tryAddress': async (s) => ({ email: s.email('somebody') }),
  'domainConflicts.list': async () => ({}),
  'domainConflicts.rule': async (s) => ({ ...s.conflict, winner: s.admin.orgId, reason }),
  'transfers.targets': async () => undefined,
  'transfers.preview': async (s) => ({ items: [await s.item()], toOrgId: await s.ownSpace() }),
  'transfers.start': async (s) => ({
    transferId: randomUUID(),
    items: [await s.item()],
    toOrgId: await s.ownSpace(),
    reason,
  }),
  'transfers.undo': async (s) => ({ transferId: s.transferId }),

  'migrations.candidates': async () => undefined,
  'migrations.people': async (s) => ({ claimId: (await s.domain()).id }),
  'migrations.offer': async (s) => ({ claimId: (await s.domain()).id }),
  'migrations.mine': async () => undefined,
  'migrations.movable': async () => undefined,
  'migrations.preview': async (s) => ({ offerId: s.offerId, items: [s.spaceItem] }),
  'migrations.accept': async (s) => ({ offerId: s.offerId, items: [s.spaceItem] }),
  'migrations.decline': async (s) => ({ offerId: s.offerId }),
  'migrations.previewUndo': async (s) => ({ offerId: s.offerId }),
  'migrations.undo': async (s) => ({ offerId: s.offerId }),

  'audit.recent': async () => ({ sensitive: true }),
  'audit.get': async (s) => ({ id: await s.record() }),
  'audit.verify': async () => undefined,

  'events.watch': async (s) => ({
    filter: { actorId: s.admin.user?.id, orgIds: [s.admin.orgId], text: s.mark },
  }),
  'events.steer': async (s) => ({ watchId: s.watchId, filter: { text: s.mark }, paused: false }),
  'events.seen': async (s) => ({ watchId: s.watchId, frame: 1 }),
  'events.stop': async (s) => ({ watchId: s.watchId }),
  'events.rows': async () => ({ before: 1_000_000, limit: 100 }),
  'events.body': async (s) => ({ id: s.eventId }),
  'events.filters': async () => undefined,
  'events.saveFilter': async (s) => ({
    name: `${s.mark} filter`,
    filter: { orgIds: [s.admin.orgId] },
    replace: true,
  }),
  'events.deleteFilter': async (s) => ({ id: s.filterId }),
  'events.deadLetters': async () => undefined,
  'events.browse': async () => ({ queue: DOOMED.name }),
  'events.weigh': async (s) => ({ queue: DOOMED.name, which: { ids: [s.letterId] } }),
  'events.redrive': async (s) => ({
    queue: DOOMED.name,
    which: { because: `nobody wants ${s.mark} team` },
    perSecond: 1000,
    reason,
  }),
  'events.redrives': async () => undefined,
  'events.redriveProgress': async (s) => ({ jobId: s.jobId }),
  'events.cancelRedrive': async (s) => ({ jobId: s.jobId }),
  'events.discard': async (s) => ({ queue: DOOMED.name, which: { ids: [s.letterId] }, reason }),
  'events.simulator': async () => undefined,
  'events.simulate': async () => ({ on: true }),
  'events.flow': async () => undefined,
  'events.hours': async () => undefined,
  'health.flow': async () => undefined,
}

/** Run last, in this order: what ends things, so that everything before finds them. */
export const LAST = [
  'migrations.decline',
  'migrations.accept',
  'migrations.previewUndo',
  'migrations.undo',
  'domains.release',
  'transfers.start',
  'transfers.undo',
  'resources.deleteMany',
  'resources.delete',
  'teams.deleteMany',
  'teams.delete',
  'roles.delete',
  'members.remove',
  'wizards.abandon',
  'organizations.close',
  'approvals.withdraw',
  'approvals.refuse',
  'approvals.approve',
  'organizations.restore',
  'session.signOut',
  'members.leave',
]
