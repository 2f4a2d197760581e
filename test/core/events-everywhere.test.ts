/** Every procedure that changes something publishes an event; the list is the contract's own. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeContract, type Session } from '../../src-main/api/index.ts'
import { openInProcessBroker } from '../../src-main/broker/in-process/index.ts'
import { EVERYTHING, eq } from '../../src-main/store/index.ts'
import { outbox } from '../../src-main/store/records/index.ts'
import { INPUTS, LAST } from '../isolation/world/inputs.ts'
import { thisMachine } from '../isolation/world/machine.ts'
import { Side } from '../isolation/world/side.ts'
import { openWorld, STORES, type World } from './world.ts'

const TWO_TENANTS =
  'needs a second tenant of the same person; both event streams are in the tests of transfers'
const AN_OFFER = 'needs a proof in DNS and an account of one’s own; its events are in the tests of migrations'
/** Procedures that are not tried here, each with why. */
const SILENT: { readonly [procedure: string]: string } = {
  'transfers.start': TWO_TENANTS,
  'transfers.undo': TWO_TENANTS,
  'migrations.offer': AN_OFFER,
  'migrations.accept': AN_OFFER,
  'migrations.decline': AN_OFFER,
  'migrations.undo': AN_OFFER,
  'enrollment.signUp':
    'is the operators’ and enrolls by a proof in DNS; its events are in the tests of enrollment',
  'domainConflicts.rule': 'needs two proofs in DNS of one domain; its events are in the tests of domains',
}

/** The newest is the one that the honest call is about, and the calls before have left none that waits. */
const anotherInvitation = async (_: World, s: Side): Promise<undefined> => {
  await s.ask('invitations.create', {
    email: s.email(`guest-${randomUUID().slice(0, 8)}`),
    roleIds: ['viewer'],
  })
}

/** What has to be so before the honest call changes something. Answers whose call it is, where not the admin's. */
const BEFORE: { readonly [procedure: string]: (w: World, s: Side) => Promise<Session | undefined> } = {
  'members.bulk': async (_, s) => {
    const { id, version } = await s.member()
    await s.ask('members.setTeams', { id, version, teamIds: [] })
    return undefined
  },
  'invitations.resendMany': anotherInvitation,
  'invitations.revokeMany': anotherInvitation,
  'organizations.restore': async (w, s) => {
    // What the operators close only they open again, so the organization's own people close it.
    const current = await s.ask<{ version: number; name: string }>('organizations.current')
    const asked = await s.ask<{ approvalId: string }>('organizations.close', {
      version: current.version,
      confirmName: current.name,
      reason: 'to be restored',
    })
    const second = await w.as(s.email('second-admin'), s.slug)
    await s.ask('approvals.approve', { id: asked.approvalId }, second)
    return undefined
  },
  'approvals.refuse': async (w, s) => {
    // The calls before have left none that waits.
    const { items } = await s.ask<{ items: { id: string }[] }>('resources.list', { kind: 'assistant' })
    const moved = [{ kind: 'assistant', id: items[0]?.id ?? '' }]
    const toOrgId = await s.ownSpace(s.admin)
    await s.ask('transfers.start', {
      transferId: randomUUID(),
      items: moved,
      toOrgId,
      reason: 'to be refused',
    })
    return w.as(s.email('second-admin'), s.slug)
  },
  'members.leave': (w, s) => w.as(s.email('leaver'), s.slug),
  'invitations.accept': async (w, s) => {
    // The invited person is somebody elsewhere already.
    await w.ask(w.ada, 'members.add', { email: s.email('guest'), name: 'Guest', roleIds: ['viewer'] })
    await w.verify(s.email('guest'))
    return w.as(s.email('guest'))
  },
}
/** What takes back what the one before did. */
const AFTER: { readonly [procedure: string]: string } = {
  'platform.suspend': 'platform.reactivate',
  'platform.suspendMany': 'platform.reactivateMany',
  'platform.close': 'platform.restore',
  'users.disable': 'users.enable',
}
/** Found done already by the pair's other half. */
const TAKEN_BACK: ReadonlySet<string> = new Set(Object.values(AFTER))

const WRITES: readonly string[] = describeContract()
  // What the trail keeps of it tells what changed something of the organization's; a person's own notes are not.
  .filter((p) => p.mode === 'write' && 'action' in p.audit)
  .map((p) => p.path)
const ORDERED = [...WRITES.filter((n) => !LAST.includes(n)), ...LAST.filter((n) => WRITES.includes(n))]
/** Each subject works in an organization of its own, so that none finds what another left. */
const SUBJECTS = [...new Set(ORDERED.filter((name) => !SILENT[name]).map((name) => name.split('.')[0] ?? ''))]

describe.each(STORES)('events of every change on %s', (kind) => {
  let w: World
  const broker = openInProcessBroker()
  let machine: Awaited<ReturnType<typeof thisMachine>>
  beforeAll(async () => {
    machine = await thisMachine()
    w = await openWorld(kind, { broker, ports: { workspaces: machine.workspaces } })
  })
  afterAll(async () => {
    expect(w.defects).toEqual([])
    await w.close()
    machine.remove()
    await broker.close()
  })

  const sideOf = async (subject: string): Promise<Side> => {
    const mark = `heron${SUBJECTS.indexOf(subject)}`
    const admin = { email: `${mark}-admin@${mark}.example`, name: `${mark} admin` }
    await w.ask(w.operator, 'platform.create', { name: `${mark} Ltd`, slug: `${mark}-ltd`, admin })
    const side = new Side(w.api, await w.as(admin.email, `${mark}-ltd`), mark, `${mark}-ltd`)
    await side.populate()
    return side
  }
  const eventsOf = (orgId: string): Promise<number> => w.tenant(orgId).collection(outbox).count(EVERYTHING)

  /** Calls it honestly; throws unless its organization has more events than before. */
  async function publishes(name: string, side: Side): Promise<void> {
    const make = INPUTS[name]
    if (!make) throw new Error(`${name} has no input in test/isolation/world/inputs.ts`)
    const own = await BEFORE[name]?.(w, side)
    const session = own ?? (/^(platform|users)\./.test(name) ? w.operator : side.admin)
    const orgId = side.admin.orgId ?? ''
    const before = await eventsOf(orgId)
    const answer = await w.ask<{ id?: string }>(session, name, await make(side))
    const founded = name === 'platform.create'
    const more = (await eventsOf(founded ? (answer.id ?? '') : orgId)) - (founded ? 0 : before)
    expect(more, `${name} published nothing`).toBeGreaterThan(0)
    const back = AFTER[name]
    if (back) await publishes(back, side)
  }

  it.each(SUBJECTS)('every change of %s publishes an event of its organization', async (subject) => {
    const names = ORDERED.filter((name) => name.startsWith(`${subject}.`))
    const side = await sideOf(subject)
    for (const name of names) if (!SILENT[name] && !TAKEN_BACK.has(name)) await publishes(name, side)
  })

  it('an import publishes one event for each person, and one when it ends', async () => {
    const file = 'email,name\nann@bulk.example,Ann\nbob@bulk.example,Bob\n'
    const content = Buffer.from(file).toString('base64')
    const { importId } = await w.ask<{ importId: string }>(w.ada, 'imports.upload', {
      fileName: 'a.csv',
      content,
    })
    await w.ask(w.ada, 'imports.start', { importId, mapping: { email: 0, name: 1 }, roleIds: ['viewer'] })
    for await (const _ of await w.ask<AsyncIterable<unknown>>(w.ada, 'imports.progress', { importId }));
    const { items } = await w
      .tenant(w.ada.orgId ?? '')
      .collection(outbox)
      .list({ sort: { field: 'id', direction: 'desc' }, limit: 3 })
    expect(items.map((e) => e.type)).toEqual(['import.finished', 'member.joined', 'member.joined'])
  })

  it('a change of many publishes one event for each that it changed', async () => {
    const people = [await w.add('mia'), await w.add('max'), await w.add('moe')]
    const change = { kind: 'setRoles', roleIds: ['viewer'] }
    const ids = people.map((p) => p.id)
    await w.ask(w.ada, 'members.bulk', { ids, change, reason: 'a new season' })
    await w.ask(w.ada, 'members.bulk', { ids, change, reason: 'nothing is left to do' })
    const { items } = await w
      .tenant(w.ada.orgId ?? '')
      .collection(outbox)
      .list({ where: eq('type', 'member.changed'), limit: 10 })
    const told = items.map((e) => JSON.parse(e.body) as { subject: string; data: unknown })
    expect(told.map((e) => e.subject).sort()).toEqual([...ids].sort())
    expect(told[0]?.data).toMatchObject({ changed: ['roleIds'], roleIds: ['viewer'] })
  })

  it('the list of procedures that are not tried names only such as exist', () => {
    expect(Object.keys(SILENT).filter((name) => !WRITES.includes(name))).toEqual([])
  })
})
