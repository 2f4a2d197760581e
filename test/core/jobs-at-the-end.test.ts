import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Api } from '../../src-main/api/index.ts'
import { openInProcessBroker } from '../../src-main/broker/in-process/index.ts'
import type { WorkQueue } from '../../src-main/broker/index.ts'
import { auditRecords } from '../../src-main/store/records/index.ts'
import type { ImportFile } from '../../src-preload/contract/imports.ts'
import { dead, deadIn, until } from '../contract/broker/cases.ts'
import { directoryFile, people } from '../fixtures/directory.ts'
import { publishTeam } from './monitor-world.ts'
import { openWorld, STORES, type World } from './world.ts'

const NEWEST = { field: 'sequence', direction: 'desc' } as const
const LETTERS = 12
const QUEUE: WorkQueue = {
  name: 'test.ending',
  bindings: [{ exchange: 'organizations', pattern: 'team.created.*' }],
  attempts: 3,
}

describe.each(STORES)('a job that goes on when the console is closed, on %s', (kind) => {
  const broker = openInProcessBroker({ queues: [QUEUE] })
  let w: World
  let acme = ''
  beforeAll(async () => {
    w = await openWorld(kind, { broker })
    acme = w.ada.orgId ?? ''
  })
  afterAll(async () => {
    expect(w.defects).toEqual([])
    await w.close()
    await broker.close()
  })
  const newest = async (action: string) => {
    const { items } = await w.tenant(acme).collection(auditRecords).list({ sort: NEWEST, limit: 50 })
    return items.find((r) => r.action === action)
  }
  const admin = (api: Api) => api.newSession({ host: 'test', as: 'ada@acme.example', org: 'acme' })

  it('sends no dead letter any more, and the trail tells how many went', async () => {
    const consumer = await broker.consume(QUEUE, 10, async () => dead('no'))
    for (let i = 0; i < LETTERS; i += 1) await publishTeam(broker, acme)
    await until(async () => (await deadIn(broker, QUEUE)) === LETTERS)
    await consumer.close()
    const api = await w.second()
    const wanted = { queue: QUEUE.name, which: { all: true }, perSecond: 4, reason: 'the test says so' }
    await api.call(await admin(api), ['events', 'redrive'], wanted)
    await until(async () => (await deadIn(broker, QUEUE)) < LETTERS)
    await api.stop()
    const left = await deadIn(broker, QUEUE)
    expect(left).toBeGreaterThan(0)
    const record = await newest('deadLetter.redriven')
    expect(record?.summary).toBe(
      `${LETTERS - left} of ${LETTERS} dead letters of ${QUEUE.name} were sent to it again`,
    )
    expect(record?.after).toMatchObject({ state: 'cancelled' })
    // More than what a letter takes at this rate.
    await new Promise((resolve) => setTimeout(resolve, 600))
    expect(await deadIn(broker, QUEUE)).toBe(left)
  })

  it('writes no further batch of people, and the trail tells how far it came', async () => {
    const api = await w.second()
    const session = await admin(api)
    const content = directoryFile('entra', people(1500, `${kind}.example`)).toString('base64')
    const file = { fileName: 'people.csv', content }
    const { importId, mapping } = (await api.call(session, ['imports', 'upload'], file)) as ImportFile
    await api.call(session, ['imports', 'start'], { importId, mapping, roleIds: ['viewer'] })
    await api.stop()
    const record = await newest('member.imported')
    expect(record?.summary).toMatch(/^Import of people\.csv cancelled: \d+ of 1500 rows/)
    expect(record?.after).toMatchObject({ ended: 'cancelled' })
  })
})
