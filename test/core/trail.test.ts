import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashOf, verifyChain } from '../../src-main/audit/index.ts'
import { verifyUpTo } from '../../src-main/audit/reading.ts'
import { type AuditRecord, auditRecords, heads } from '../../src-main/store/records/index.ts'
import { openWorld, STORES, type World } from './world.ts'

const reason = 'because the test says so'
interface Activity {
  readonly id: string
  readonly action: string
  readonly outcome: string
  readonly reason: string | null
  readonly sequence: number
  readonly summary: string
}

/** Somebody writes a record past the trail's head, in the place of the next one; answers its number. */
async function forge(side: World): Promise<number> {
  const list = side.tenant(side.ada.orgId ?? '').collection(auditRecords)
  const [newest] = (await list.list({ sort: { field: 'sequence', direction: 'desc' }, limit: 1 })).items
  if (!newest) throw new Error('There is no record.')
  const forged = { ...newest, sequence: newest.sequence + 1, previousHash: newest.hash }
  await list.insert({ ...forged, hash: hashOf(forged) })
  return forged.sequence
}

describe.each(STORES)('the trail on %s', (kind) => {
  let w: World
  beforeAll(async () => {
    w = await openWorld(kind)
  })
  afterAll(async () => {
    expect(w.defects).toEqual([])
    await w.close()
  })
  const recent = () => w.ask<Activity[]>(w.ada, 'audit.recent', { limit: 100 })

  it('keeps what was done, by whom and why, in one unbroken chain', async () => {
    const ivy = await w.add('ivy')
    await w.ask(w.ada, 'members.suspend', { id: ivy.id, version: ivy.version, reason })
    const [newest] = await recent()
    expect(newest).toMatchObject({ action: 'member.suspended', outcome: 'allowed', reason, actor: 'Ada' })
    expect(await w.ask(w.ada, 'audit.verify')).toMatchObject({ intact: true, brokenAt: null })
  })

  it('keeps what was refused, and the refused change left nothing', async () => {
    await w.add('jon', ['viewer'])
    const jon = await w.as('jon@acme.example')
    expect(await w.code(jon, 'teams.create', { name: 'Mine' })).toBe('FORBIDDEN')
    const [newest] = await recent()
    expect(newest).toMatchObject({ outcome: 'refused', action: 'team.created', actor: 'jon' })
    expect(await w.ask(w.ada, 'teams.list', {})).toMatchObject({ total: 0 })
  })

  it('tells what is sensitive apart by what the contract asks a reason for', async () => {
    const lea = await w.add('lea')
    await w.ask(w.ada, 'members.remove', { id: lea.id, version: lea.version, reason })
    await w.ask(w.ada, 'teams.create', { name: 'Everyday' })
    const sensitive = await w.ask<Activity[]>(w.ada, 'audit.recent', { limit: 100, sensitive: true })
    expect(sensitive[0]).toMatchObject({ action: 'member.removed', reason })
    expect(sensitive.map((r) => r.action)).not.toContain('team.created')
    expect((await recent())[0]).toMatchObject({ action: 'team.created' })
  })

  it('keeps a full pool and a row of unknown ids as refusals, and a stale link as none', async () => {
    const acme = await w.ask<{ id: string; version: number }>(w.ada, 'organizations.current')
    const limits = { limits: { template: 0 }, reason }
    await w.ask(w.operator, 'platform.setLimits', { id: acme.id, version: acme.version, ...limits })
    expect(await w.code(w.ada, 'resources.create', { kind: 'template', name: 'Full' })).toBe('LIMIT_REACHED')
    const [full] = await recent()
    expect(full).toMatchObject({ outcome: 'refused', action: 'resource.created' })
    const probe = (n: number) => w.code(w.ada, 'teams.get', { id: `00000000-0000-7000-8000-00000000000${n}` })
    for (let n = 0; n < 4; n += 1) expect(await probe(n)).toBe('NOT_FOUND')
    expect((await recent())[0]?.sequence).toBe(full?.sequence)
    for (let n = 4; n < 10; n += 1) expect(await probe(n)).toBe('NOT_FOUND')
    const [row] = await recent()
    expect(row).toMatchObject({ outcome: 'refused', sequence: (full?.sequence ?? 0) + 1 })
    expect(row?.summary).toContain('teams.get, and 4 times before')
  })

  it('has no record for a change that failed half-way', async () => {
    const before = (await recent())[0]?.sequence
    await w.ask(w.ada, 'teams.create', { name: 'Once' })
    expect(await w.code(w.ada, 'teams.create', { name: 'ONCE' })).toBe('CONFLICT')
    expect((await recent())[0]?.sequence).toBe((before ?? 0) + 1)
  })

  it('numbers without gaps when many act at once', async () => {
    await Promise.all(
      Array.from({ length: 12 }, (_, i) => w.ask(w.ada, 'teams.create', { name: `Team ${i}` })),
    )
    const sequences = (await recent()).map((r) => r.sequence)
    expect(sequences).toEqual(Array.from(sequences, (_, i) => (sequences[0] ?? 0) - i))
    expect(await w.ask(w.ada, 'audit.verify')).toMatchObject({ intact: true })
  })

  it('tells of everybody and everything that a role’s replacement changed', async () => {
    const role = await w.ask<{ id: string; version: number }>(w.ada, 'roles.create', {
      name: 'Going',
      matrix: { team: ['read'] },
    })
    const lea = await w.add('lea', [role.id])
    const { version } = await w.ask<{ version: number }>(w.ada, 'organizations.current')
    const settings = { defaultRoleId: role.id }
    await w.ask(w.ada, 'organizations.update', { version, settings })
    await w.ask(w.ada, 'invitations.create', { email: 'max@x.example', roleIds: [role.id] })
    const gone = { id: role.id, version: role.version, replacementId: 'viewer', reason }
    await w.ask(w.ada, 'roles.delete', gone)
    const told = (await recent()).slice(0, 4)
    expect(told.map((r) => [r.action, r.reason])).toEqual([
      ['role.deleted', reason],
      ['organization.updated', reason],
      ['invitation.rolesSet', reason],
      ['member.rolesSet', reason],
    ])
    const record = await w.ask(w.ada, 'audit.get', { id: told[3]?.id })
    expect(record).toMatchObject({
      resourceId: lea.id,
      before: { roleIds: [role.id] },
      after: { roleIds: ['viewer'] },
    })
  })

  it('that cannot be written does not hide from a person why they were refused', async () => {
    const side = await openWorld(kind)
    await side.add('nia', ['viewer'])
    const nia = await side.as('nia@acme.example')
    await forge(side)
    expect(await side.code(nia, 'audit.recent', {})).toBe('FORBIDDEN')
    expect(side.defects).toEqual([expect.stringContaining('audit.recent')])
    await side.close()
  })

  it('is intact up to its head while others append to it', async () => {
    const orgId = w.ada.orgId ?? ''
    const db = w.tenant(orgId)
    const head = await db.collection(heads).require(orgId, 'trail')
    await w.ask(w.ada, 'teams.create', { name: 'Meanwhile' })
    expect(await verifyUpTo(db, head)).toMatchObject({ records: head.sequence, intact: true })
    const others = Array.from({ length: 8 }, (_, i) => w.ask(w.ada, 'teams.create', { name: `Beside ${i}` }))
    const checks = await Promise.all(Array.from({ length: 8 }, () => w.ask(w.ada, 'audit.verify')))
    for (const check of checks) expect(check).toMatchObject({ intact: true, brokenAt: null })
    await Promise.all(others)
  })

  it('is broken by a record past its head', async () => {
    const side = await openWorld(kind)
    const brokenAt = await forge(side)
    expect(await side.ask(side.ada, 'audit.verify')).toMatchObject({ intact: false, brokenAt })
    await side.close()
  })

  it('never holds the secret that an action was about', async () => {
    const issued = await w.ask<{ token: string }>(w.ada, 'invitations.create', {
      email: 'kim@x.example',
      roleIds: ['viewer'],
    })
    const text = JSON.stringify(await recent())
    expect(text).not.toContain(issued.token)
  })
})

describe('the chain', () => {
  const record = (sequence: number, previousHash: string): AuditRecord => {
    const actor = { userId: 'u', email: 'e', name: 'n', sessionId: 's', orgId: 'o' }
    const r = {
      id: `${sequence}`,
      orgId: 'o',
      version: 1,
      createdAt: 't',
      updatedAt: 't',
      sequence,
      time: 't',
      classUid: 3004,
      activityId: 1,
      actor,
      actorId: 'u',
      actorName: 'n',
      action: 'a.b',
      resourceType: 'team',
      resourceId: null,
      summary: 's',
      outcome: 'allowed' as const,
      reason: null,
      because: '',
      origin: { host: 'h', app: 'a' },
      before: null,
      after: { x: 1 },
      previousHash,
      hash: '',
    }
    return { ...r, hash: hashOf(r) }
  }
  const chain = (): AuditRecord[] => {
    const list: AuditRecord[] = []
    for (let i = 1; i <= 5; i += 1) list.push(record(i, list.at(-1)?.hash ?? ''))
    return list
  }
  async function* each(list: readonly AuditRecord[]): AsyncGenerator<AuditRecord> {
    yield* list
  }
  const head = { sequence: 5, hash: chain()[4]?.hash ?? '' }

  it('shows an edited field, whichever it is', async () => {
    const fields = Object.keys(record(1, '')).filter((k) => k !== 'hash')
    for (const field of fields) {
      const list = chain()
      list[2] = { ...(list[2] as AuditRecord), [field]: field === 'sequence' ? 9 : 'edited' } as AuditRecord
      expect(await verifyChain(each(list), head), field).toMatchObject({ intact: false, brokenAt: 3 })
    }
  })
  it('shows a record taken out, put in, moved, and the newest cut off', async () => {
    const list = chain()
    expect(await verifyChain(each(list), head)).toMatchObject({ intact: true })
    expect(await verifyChain(each(list.filter((_, i) => i !== 1)), head)).toMatchObject({
      intact: false,
      brokenAt: 2,
    })
    expect(
      await verifyChain(each([...list.slice(0, 2), record(3, 'x'), ...list.slice(2)]), head),
    ).toMatchObject({ intact: false, brokenAt: 3 })
    expect(
      await verifyChain(each([list[1], list[0], ...list.slice(2)] as AuditRecord[]), head),
    ).toMatchObject({ intact: false, brokenAt: 1 })
    expect(await verifyChain(each(list.slice(0, 4)), head)).toMatchObject({ intact: false, brokenAt: 5 })
  })
})
