/** What a side had and deleted, one of each kind; and the side as if its ids were still those. */
import { randomUUID } from 'node:crypto'
import type { ResourceKind } from '../../../src-preload/contract/access.ts'
import { Side, type Target } from './side.ts'

interface Deleted {
  readonly member: Target & { userId: string }
  readonly team: Target
  readonly role: Target
  readonly resource: Target
  readonly shareId: string
  readonly invitation: Target
  readonly token: string
  readonly domain: Target
  readonly flow: Target
  readonly approval: string
  readonly filterId: string
  readonly watchId: string
  readonly importId: string
  readonly transferId: string
  readonly jobId: string
  readonly letterId: string
  readonly offerId: string
}

/** Makes one of each kind in a populated side and deletes it again. */
export async function deleteOneOfEach(side: Side): Promise<Gone> {
  const { mark } = side
  const reason = `${mark} deletes`
  const ask = <R>(procedure: string, input?: unknown): Promise<R> => side.ask<R>(procedure, input)
  const role = await ask<Target>('roles.create', {
    name: `${mark} gone role`,
    matrix: { template: ['read'] },
  })
  const team = await ask<Target>('teams.create', { name: `${mark} gone team` })
  const person = { email: side.email('gone'), name: `${mark} gone`, roleIds: ['viewer'] }
  const member = await ask<Target & { userId: string }>('members.add', person)
  const kind = 'chatbot'
  const resource = await ask<Target>('resources.create', { kind, name: `${mark} gone chatbot` })
  const shared = {
    kind,
    id: resource.id,
    subjectKind: 'user',
    subjectId: member.userId,
    operations: ['read'],
  }
  await ask('resources.share', shared)
  const shareId = (await ask<Target[]>('resources.shares', { kind, id: resource.id }))[0]?.id ?? ''
  const guest = { email: side.email('gone-guest'), roleIds: ['viewer'] }
  const issued = await ask<{ invitation: Target; token: string }>('invitations.create', guest)
  const domain = await ask<Target>('domains.claim', { domain: `gone.${mark}.example`, roleId: 'viewer' })
  const flow = await ask<Target>('wizards.start', { kind: 'connectWorkspace' })
  const saved = { name: `${mark} gone filter`, filter: { text: `${mark} gone` } }
  const filterId = (await ask<{ id: string }>('events.saveFilter', saved)).id
  const watch = (await ask<AsyncIterable<{ watchId: string }>>('events.watch', {}))[Symbol.asyncIterator]()
  const watchId = (await watch.next()).value?.watchId ?? ''
  const waiting = await ask<{ approvalId: string }>('organizations.close', {
    ...(await side.organization()),
    confirmName: `${mark} Ltd`,
    reason,
  })

  await ask('approvals.withdraw', { id: waiting.approvalId })
  await ask('events.stop', { watchId })
  await ask('events.deleteFilter', { id: filterId })
  await ask('wizards.abandon', pick(flow))
  await ask('domains.release', { ...pick(domain), reason })
  await ask('invitations.revoke', pick(issued.invitation))
  await ask('resources.unshare', { kind, id: resource.id, shareId })
  await ask('resources.delete', {
    kind,
    ...pick(await ask<Target>('resources.get', { kind, id: resource.id })),
    reason,
  })
  await ask('members.remove', { ...pick(member), reason })
  await ask('teams.delete', { ...pick(team), reason })
  await ask('roles.delete', { ...pick(role), replacementId: 'viewer', reason })
  return new Gone(side, {
    ...{ member, team, role, resource, shareId, domain, flow, filterId, watchId },
    invitation: issued.invitation,
    token: issued.token,
    approval: waiting.approvalId,
    // Nothing of these kinds is ever deleted; an id that never was stands for one that is gone.
    ...{ importId: randomUUID(), jobId: randomUUID(), letterId: randomUUID(), offerId: randomUUID() },
    transferId: randomUUID(),
  })
}

const pick = ({ id, version }: Target): Target => ({ id, version })

export class Gone extends Side {
  readonly #deleted: Deleted
  constructor(side: Side, deleted: Deleted) {
    super(side.api, side.admin, side.mark, side.slug)
    this.#deleted = deleted
    this.tokens = [deleted.token]
    const { importId, filterId, watchId, letterId, jobId, transferId, offerId } = deleted
    Object.assign(this, { importId, filterId, watchId, letterId, jobId, transferId, offerId })
    this.flowId = deleted.flow.id
    this.eventId = deleted.letterId
  }
  override async member(): Promise<Target & { userId: string }> {
    return this.#deleted.member
  }
  override async team(): Promise<Target> {
    return this.#deleted.team
  }
  override async role(): Promise<Target> {
    return this.#deleted.role
  }
  override async resource(kind: ResourceKind = 'chatbot'): Promise<Target & { kind: ResourceKind }> {
    return { kind, ...this.#deleted.resource }
  }
  override async share(): Promise<{ resource: Target; shareId: string }> {
    return { resource: this.#deleted.resource, shareId: this.#deleted.shareId }
  }
  override async domain(): Promise<Target> {
    return this.#deleted.domain
  }
  override async flow(): Promise<Target> {
    return this.#deleted.flow
  }
  override async openFlow(): Promise<Target> {
    return this.#deleted.flow
  }
  override async invitation(): Promise<Target> {
    return this.#deleted.invitation
  }
  override async approval(): Promise<string> {
    return this.#deleted.approval
  }
}
