import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '../../src-main/api/index.ts'
import { readEvent } from '../../src-main/events/index.ts'
import { addWorkspace, openWorkspace, SAMPLE, type Workspace } from '../../src-main/workspace/index.ts'
import { EXCHANGES } from '../../src-preload/contract/event-types/index.ts'
import type { EventFrame, SimulatorState } from '../../src-preload/contract/events.ts'
import { dropDatabase } from '../servers/index.ts'
import { codeOf } from './world.ts'

describe('“A busy Tuesday”', () => {
  const dir = mkdtempSync(join(tmpdir(), 'castellan-simulator-'))
  let w: Workspace
  let ada: Session
  beforeAll(async () => {
    w = await openWorkspace({ name: SAMPLE, dataDir: dir })
    ada = await w.api.newSession({ host: 'test', as: w.person, org: 'northwind' })
  })
  afterAll(async () => {
    await w.close()
    rmSync(dir, { recursive: true, force: true })
  })
  const ask = async <R>(path: string, input?: unknown, session = ada): Promise<R> =>
    (await w.api.call(session, path.split('.'), input)) as R
  const state = () => ask<SimulatorState>('events.simulator')
  const until = async (holds: () => Promise<boolean>): Promise<void> => {
    while (!(await holds())) await new Promise((turned) => setTimeout(turned, 20))
  }

  it('publishes what other services would, each marked as simulated, and shows it in the monitor', async () => {
    expect(await state()).toMatchObject({ available: true, running: false })
    const frames = await ask<AsyncIterable<EventFrame>>('events.watch', {})
    await ask('events.simulate', { on: true, perSecond: 100 })
    let shown = 0
    for await (const frame of frames) {
      for (const row of frame.rows) {
        if (!['user.signedup', 'usage.recorded', 'decision.made'].includes(row.type)) continue
        expect(row.simulated).toBe(true)
        shown += 1
      }
      if (shown >= 10) break
    }
    expect((await state()).sent).toBeGreaterThan(0)
    await ask('events.simulate', { on: false })
    const stopped = await state()
    expect(stopped.running).toBe(false)
    await new Promise((turned) => setTimeout(turned, 300))
    expect((await state()).sent).toBe(stopped.sent)
  })

  it('makes events that the console can read; only the few of a broken service it cannot', async () => {
    const bodies: string[] = []
    const bindings = EXCHANGES.map((exchange) => ({ exchange, pattern: '#' }))
    const tap = await w.broker.tap({ bindings, maxLength: 10_000, prefetch: 100 }, ({ body }) =>
      bodies.push(body),
    )
    await ask('events.simulate', { on: true, perSecond: 100 })
    await until(async () => bodies.filter((b) => b.includes('castellan/simulator')).length >= 100)
    await ask('events.simulate', { on: false })
    await tap.close()
    const simulated = bodies.filter((b) => b.includes('castellan/simulator'))
    const read = simulated.filter((b) => readEvent(b).ok)
    expect(read.length).toBeGreaterThan(simulated.length * 0.8)
    for (const body of simulated) expect(JSON.parse(body)).toMatchObject({ simulated: true })
  })

  it('stops when its window switches to another organization, and when the window goes', async () => {
    for (const leave of ['switch', 'close'] as const) {
      const session = await w.api.newSession({ host: 'test', as: w.person, org: 'northwind' })
      await ask('events.simulate', { on: true, perSecond: 1 }, session)
      expect((await state()).running).toBe(true)
      if (leave === 'close') w.api.endSession(session)
      else {
        const contexts = await ask<{ orgId: string }[]>('session.contexts', undefined, session)
        const other = contexts.find((c) => c.orgId !== session.orgId)
        await ask('session.enter', { orgId: other?.orgId }, session)
      }
      expect((await state()).running).toBe(false)
    }
  })

  it('is switched only by who may send messages again, and the trail tells of it', async () => {
    const theo = await w.api.newSession({
      host: 'test',
      as: 'theo.lang@northwind.example',
      org: 'northwind',
    })
    expect(await codeOf(ask('events.simulate', { on: true }, theo))).toBe('FORBIDDEN')
    const trail = await ask<{ action: string }[]>('audit.recent', { outcome: 'allowed' })
    expect(trail.map((r) => r.action)).toContain('simulator.switched')
  })
})

const mongodb = process.env['CASTELLAN_TEST_MONGODB']
it.skipIf(!mongodb)('in a connected workspace the simulator is refused', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'castellan-connected-'))
  const database = `connected_${randomUUID().slice(0, 8)}`
  try {
    const name = 'real'
    await addWorkspace({ name, mongodb: mongodb ?? '', database, dataDir: dir, operator: 'op@real.example' })
    const w = await openWorkspace({ name, dataDir: dir })
    try {
      const op = await w.api.newSession({ host: 'test', as: 'op@real.example' })
      expect(await w.api.call(op, ['events', 'simulator'], undefined)).toMatchObject({ available: false })
      expect(await codeOf(w.api.call(op, ['events', 'simulate'], { on: true }))).toBe('WRONG_STATE')
    } finally {
      await w.close()
    }
  } finally {
    await dropDatabase(mongodb ?? '', database)
    rmSync(dir, { recursive: true, force: true })
  }
})
