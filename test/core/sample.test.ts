import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorkspace, SAMPLE, type Workspace } from '../../src-main/workspace/index.ts'

describe('the sample workspace', () => {
  const dir = mkdtempSync(join(tmpdir(), 'castellan-sample-'))
  let w: Workspace
  beforeAll(async () => {
    w = await openWorkspace({ name: SAMPLE, dataDir: dir })
  })
  afterAll(async () => {
    await w.close()
    rmSync(dir, { recursive: true, force: true })
  })
  const ask = async <R>(path: string, input?: unknown, as = w.person): Promise<R> => {
    const session = await w.api.newSession({ host: 'test', as })
    return (await w.api.call(session, path.split('.'), input)) as R
  }

  it('opens signed in, with a person who is admin in one organization and viewer in another', async () => {
    const contexts = await ask<{ slug: string; roles: string[]; kind: string }[]>('session.contexts')
    expect(contexts.map((c) => [c.kind, c.roles.join()])).toEqual([
      ['organization', 'Viewer'],
      ['organization', 'Admin'],
      ['personal', 'Admin'],
    ])
  })
  it('has three organizations of different shape, about sixty people and two hundred resources', async () => {
    const page = await ask<{ items: { name: string; members: number }[] }>(
      'platform.list',
      {},
      'olivia.reyes@platform.example',
    )
    expect(page.items).toHaveLength(3)
    const people = page.items.reduce((n, o) => n + o.members, 0)
    expect(people).toBeGreaterThan(45)
    expect(people).toBeLessThan(75)
  })
  it('has domains in every stage, a conflict, and something that waits for a second person', async () => {
    const claims = async (as: string) =>
      (await ask<{ items: { domain: string; state: string }[] }>('domains.list', {}, as)).items.map(
        (c) => `${c.domain} ${c.state}`,
      )
    expect(await claims('ada.marsh@northwind.example')).toEqual([
      'northwind-labs.example pending',
      'northwind.example verified',
      'robotics-alliance.example verified',
    ])
    expect(await claims('ben.okafor@pine.example')).toEqual(['robotics-alliance.example conflicted'])
    expect(await claims('miriam.vogel@harbor-health.example')).toEqual(['harbor-health.example failing'])
    expect(await ask('approvals.count')).toMatchObject({ waiting: 2 })
  })
  it('answers for its own names in DNS: a published record verifies, and nobody else is asked', async () => {
    const page = await ask<{ items: { id: string; domain: string }[] }>('domains.list', {})
    const labs = page.items.find((c) => c.domain === 'northwind-labs.example')
    expect(await ask('domains.check', { id: labs?.id })).toMatchObject({ state: 'verified' })
  })
  it('gives no two of its tenants the same colour', async () => {
    const colors = async (as: string) =>
      (await ask<{ slug: string; color: string }[]>('session.contexts', undefined, as)).map(
        (c) => [c.slug.replace(/^personal.*/, 'personal'), c.color] as const,
      )
    const all = new Map([
      ...(await colors('olivia.reyes@platform.example')),
      ...(await colors('ada.marsh@northwind.example')),
      ...(await colors('ben.okafor@pine.example')),
    ])
    expect([...all.keys()].sort()).toEqual(['harbor', 'northwind', 'personal', 'pine', 'platform'])
    expect(new Set(all.values()).size).toBe(5)
  })
  it('is the same on every machine', async () => {
    const again = mkdtempSync(join(tmpdir(), 'castellan-sample-'))
    const other = await openWorkspace({ name: SAMPLE, dataDir: again })
    const session = await other.api.newSession({ host: 'test', as: other.person })
    const names = (list: { items: { name: string; email: string; roleIds: string[] }[] }) =>
      list.items.map((m) => [m.name, m.email])
    const theirs = (await other.api.call(session, ['members', 'list'], { limit: 500 })) as Parameters<
      typeof names
    >[0]
    expect(names(theirs)).toEqual(names(await ask('members.list', { limit: 500 })))
    await other.close()
    rmSync(again, { recursive: true, force: true })
  })
  it('is encrypted at rest', () => {
    const bytes = readFileSync(join(dir, 'sample.db')).toString('latin1')
    expect(bytes).not.toContain('SQLite format 3')
    expect(bytes).not.toContain('northwind')
  })
  it('has an unbroken trail', async () => {
    expect(await ask('audit.verify')).toMatchObject({ intact: true })
  })
})
