/** One organization of the test world, fully populated through the api, and what can be said of it. */
import { randomUUID } from 'node:crypto'
import type { Api, Session } from '../../../src-main/api/index.ts'
import { RESOURCE_KINDS, type ResourceKind } from '../../../src-preload/contract/access.ts'
import type { Approval, ApprovalKind } from '../../../src-preload/contract/approvals.ts'
import { LIVE_STATES } from '../../../src-preload/contract/domains.ts'

export const OPERATOR = 'operator@platform.example'

export interface Target {
  readonly id: string
  readonly version: number
}

export class Side {
  readonly api: Api
  /** Session of the organization's admin. */
  readonly admin: Session
  /** Put into every string of this side. */
  readonly mark: string
  readonly slug: string
  tokens: string[] = []
  importId = ''
  flowId = ''
  /** Of the event flow: an open monitor, a saved filter, a dead letter, a redrive. */
  watchId = ''
  filterId = ''
  letterId = ''
  /** Of an event in the side's own outbox. */
  eventId = ''
  jobId = ''
  /** Of a transfer that the admin made. */
  transferId = ''
  /** Of somebody who was there before the domain was proved: their offer, and what is in their own space. */
  offerId = ''
  spaceItem: { readonly kind: ResourceKind; readonly id: string } = { kind: 'template', id: '' }
  /** A domain that this side and a stranger have proved. */
  conflict: Target = { id: '', version: 1 }

  constructor(api: Api, admin: Session, mark: string, slug: string) {
    this.api = api
    this.admin = admin
    this.mark = mark
    this.slug = slug
  }

  async ask<R>(procedure: string, input?: unknown, session = this.admin): Promise<R> {
    return (await this.api.call(session, procedure.split('.'), input)) as R
  }

  email(who: string): string {
    return `${this.mark}-${who}@${this.mark}.example`
  }

  /** People in every state, teams with grants, a custom role, resources of every kind and visibility, shares, invitations. */
  async populate(): Promise<void> {
    const { mark } = this
    // While the admin is alone: nobody could be asked.
    const outside = await this.ask<Target>('resources.create', { kind: 'template', name: `${mark} leaves` })
    this.transferId = randomUUID()
    await this.ask('transfers.start', {
      transferId: this.transferId,
      items: [{ kind: 'template', id: outside.id }],
      toOrgId: await this.ownSpace(this.admin),
      reason: `${mark} moves`,
    })
    const role = await this.ask<Target>('roles.create', {
      name: `${mark} role`,
      description: `${mark} d`,
      // Whoever gets it at sign-up may bring templates along.
      matrix: { chatbot: ['read', 'update'], member: ['read'], template: ['create', 'read'] },
    })
    const team = await this.ask<Target>('teams.create', {
      name: `${mark} team`,
      description: `${mark} d`,
      grants: [{ type: 'assistant', resourceId: null, operations: ['read', 'update'] }],
    })
    await this.ask('teams.setSlices', {
      id: team.id,
      version: team.version,
      slices: { chatbot: 20, template: 20 },
    })
    await this.ask('teams.create', { name: `${mark} spare team` })
    await this.ask('roles.create', { name: `${mark} spare role`, matrix: { template: ['read'] } })
    for (const [who, roleId] of [
      ['member', 'member'],
      ['viewer', 'viewer'],
      ['custom', role.id],
      ['second-admin', 'admin'],
      ['suspended', 'member'],
      ['leaver', 'viewer'],
      ['spare', 'viewer'],
    ] as const)
      await this.ask('members.add', {
        email: this.email(who),
        name: `${mark} ${who}`,
        roleIds: [roleId],
        teamIds: who === 'custom' ? [team.id] : [],
        department: `${mark} dep`,
        title: `${mark} title`,
      })
    for (const kind of RESOURCE_KINDS) {
      for (const [n, visibility] of (['organization', 'teams', 'private', 'organization'] as const).entries())
        await this.ask('resources.create', {
          kind,
          name: `${mark} ${kind} ${n}`,
          description: `${mark} d`,
          visibility,
          teamIds: visibility === 'teams' ? [team.id] : [],
          sizeBytes: 1000,
        })
      const viewer = await this.member('viewer')
      await this.ask('resources.share', {
        kind,
        id: (await this.resource(kind)).id,
        subjectKind: 'user',
        subjectId: viewer.userId,
        operations: ['update'],
      })
    }
    for (const who of ['guest', 'guest2']) {
      const issued = await this.ask<{ token: string }>('invitations.create', {
        email: this.email(who),
        roleIds: ['viewer'],
      })
      this.tokens.push(issued.token)
    }
    for (const domain of [`${mark}.example`, `spare.${mark}.example`])
      await this.ask('domains.claim', { domain, roleId: role.id, teamIds: [team.id] })
    const csv = `email,name\n${this.email('imported')},${mark} imported\n`
    const file = { fileName: `${mark}.csv`, content: Buffer.from(csv).toString('base64') }
    this.importId = (await this.ask<{ importId: string }>('imports.upload', file)).importId
    let flow = await this.ask<Target>('wizards.start', { kind: 'claimDomain' })
    this.flowId = flow.id
    for (const [step, answer] of Object.entries({
      domain: { domain: `flow.${mark}.example` },
      enrollment: { roleId: role.id, teamIds: [team.id] },
      publish: {},
      verify: {},
    }))
      flow = await this.ask<Target>('wizards.answer', { id: flow.id, version: flow.version, step, answer })
    await this.ask('wizards.start', { kind: 'connectWorkspace' })
    await this.ask('organizations.update', {
      ...(await this.organization()),
      settings: { supportContact: `${mark} contact` },
    })
  }

  /** Requests that wait for the second admin; each carries this side's words. */
  async askForApprovals(): Promise<void> {
    const { mark } = this
    await this.ask('approvals.setPolicies', {
      version: 0,
      rules: { transferOut: false },
      reason: `${mark} loosens`,
    })
    await this.ask('organizations.close', {
      ...(await this.organization()),
      confirmName: `${mark} Ltd`,
      reason: `${mark} closes`,
    })
    const toOrgId = await this.ownSpace(this.admin)
    for (const { id } of (await this.ask<{ items: Target[] }>('resources.list', { kind: 'assistant' }))
      .items) {
      const [items, why] = [[{ kind: 'assistant', id }], `${mark} moves`]
      await this.ask('transfers.start', { transferId: randomUUID(), items, toOrgId, reason: why })
    }
  }

  async item(): Promise<{ kind: ResourceKind; id: string }> {
    const { kind, id } = await this.resource('template')
    return { kind, id }
  }
  /** A personal space of this side, by default the second admin's: of everybody else it is another tenant. */
  async ownSpace(session?: Session): Promise<string> {
    const as = { host: 'isolation', as: this.email('second-admin'), org: this.slug }
    const whose = session ?? (await this.api.newSession(as))
    const contexts = await this.ask<{ orgId: string; kind: string }[]>('session.contexts', undefined, whose)
    if (!session) this.api.endSession(whose)
    return contexts.find((c) => c.kind === 'personal')?.orgId ?? ''
  }
  /** A request that the admin asked for, or (`waiting`) one that waits for the admin; best one of a kind, still waiting. */
  async approval(view: 'mine' | 'waiting' = 'mine', kind?: ApprovalKind): Promise<string> {
    for (const v of [view, 'mine'] as const) {
      const { items } = await this.ask<{ items: Approval[] }>('approvals.list', { view: v })
      const waiting = items.filter((r) => r.state === 'waiting')
      const found = waiting.find((r) => r.kind === kind) ?? waiting[0] ?? items[0]
      if (found) return found.id
    }
    throw new Error('This side has no request.')
  }
  /** The admin's request to close the organization. */
  closing(): Promise<string> {
    return this.approval('mine', 'organizationClose')
  }
  async policyVersion(): Promise<number> {
    return (await this.ask<{ version: number }>('approvals.policies')).version
  }
  async organization(): Promise<{ version: number }> {
    return { version: (await this.ask<Target>('organizations.current')).version }
  }
  async member(who = 'spare'): Promise<Target & { userId: string }> {
    const page = await this.ask<{ items: (Target & { userId: string; email: string })[] }>('members.list', {
      limit: 500,
    })
    const found = page.items.find((m) => m.email === this.email(who)) ?? page.items[0]
    if (!found) throw new Error('This side has no members.')
    return found
  }
  /** The account of somebody of this side, as an operator finds it. */
  async account(who = 'spare'): Promise<Target> {
    const operator = await this.api.newSession({ host: 'isolation', as: OPERATOR })
    const { id, version } = await this.ask<Target>('users.find', { email: this.email(who) }, operator)
    this.api.endSession(operator)
    return { id, version }
  }
  async team(): Promise<Target> {
    return one(await this.ask<{ items: Target[] }>('teams.list', {}))
  }
  async role(): Promise<Target> {
    const list = await this.ask<(Target & { builtIn: boolean })[]>('roles.list')
    return one({ items: list.filter((r) => !r.builtIn) })
  }
  async resource(kind: ResourceKind = 'chatbot'): Promise<Target & { kind: ResourceKind }> {
    return { kind, ...one(await this.ask<{ items: Target[] }>('resources.list', { kind })) }
  }
  async share(): Promise<{ resource: Target; shareId: string }> {
    for (const kind of RESOURCE_KINDS) {
      const page = await this.ask<{ items: Target[] }>('resources.list', { kind })
      for (const r of page.items) {
        const [share] = await this.ask<Target[]>('resources.shares', { kind, id: r.id })
        if (share && kind === 'chatbot') return { resource: r, shareId: share.id }
      }
    }
    return { resource: await this.resource(), shareId: (await this.resource()).id }
  }
  /** The admin's flow with all answers. */
  async flow(): Promise<Target> {
    return this.ask<Target>('wizards.get', { id: this.flowId })
  }
  /** The admin's newest open flow. */
  async openFlow(): Promise<Target> {
    return one({ items: await this.ask<Target[]>('wizards.list') })
  }
  /** The newest record of the trail. */
  async record(): Promise<string> {
    return one({ items: await this.ask<Target[]>('audit.recent', { limit: 1 }) }).id
  }
  async domain(): Promise<Target> {
    return one(await this.ask<{ items: Target[] }>('domains.list', { state: [...LIVE_STATES] }))
  }
  async invitation(): Promise<Target> {
    return one(await this.ask<{ items: Target[] }>('invitations.list', {}))
  }
}

function one<T extends Target>(page: { readonly items: readonly T[] }): T {
  const found = page.items[0]
  if (!found) throw new Error('This side has none left.')
  return { ...found, id: found.id, version: found.version }
}
