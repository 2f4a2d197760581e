/** The database killed while events of other services come in, for longer than all their attempts take. */
import { randomUUID } from 'node:crypto'
import { v7 } from 'uuid'
import { afterAll, describe, expect, it } from 'vitest'
import { openInProcessBroker } from '../../src-main/broker/in-process/index.ts'
import type { OutMessage } from '../../src-main/broker/index.ts'
import { Flow } from '../../src-main/events/flow/index.ts'
import { envelope, QUEUES, WORK_QUEUES } from '../../src-main/events/index.ts'
import { Across } from '../../src-main/store/across/index.ts'
import { COLLECTIONS, usageRecords } from '../../src-main/store/records/index.ts'
import { CONSUMERS } from '../../src-main/workspace/consumers.ts'
import { foundPlatform, inUnit } from '../../src-main/workspace/founding.ts'
import { routingKey } from '../../src-preload/contract/event-types/index.ts'
import { openStore } from '../core/stores.ts'
import { startMongo } from '../servers/index.ts'
import { tempDir } from '../servers/temp-dir.ts'
import { until } from './field.ts'

const folder = tempDir('away')
// A database of its own: the one that tests share is not killed.
const mongo = await startMongo({ dir: folder.path })
const EVENTS = 12

const usage = (orgId: string): OutMessage => {
  const id = v7()
  const time = new Date().toISOString()
  const data = {
    usageId: randomUUID(),
    userId: 'u',
    teamId: null,
    model: 'm',
    units: 1,
    occurredAt: time,
  }
  const about = { id, orgId, time, actorId: '', auditId: undefined }
  const event = envelope({ type: 'usage.recorded', subject: id, data }, about)
  const key = routingKey('usage.recorded', orgId)
  return { id, exchange: 'management', routingKey: key, type: event.type, body: JSON.stringify(event) }
}

describe.skipIf(!mongo)('the consumers while the database is away', { timeout: 300_000 }, () => {
  afterAll(async () => {
    await mongo?.stop()
    folder.remove()
  })

  it('give nothing up, however long it is away, and go on when it is back', async () => {
    const store = await openStore({ uri: mongo?.uri ?? '', database: 'away' })
    await store.prepare(COLLECTIONS)
    await inUnit(store, (work) => foundPlatform(work, 'operator@platform.example', 'Operator'))
    const orgId = (await new Across(store).organizationBySlug('platform'))?.id ?? ''
    const kept = (): Promise<number> => new Across(store).tenant(orgId).collection(usageRecords).count()
    // All attempts together take less than one look at a database that is away.
    const broker = openInProcessBroker({ queues: WORK_QUEUES, retryDelays: [1] })
    const defects: unknown[] = []
    const defect = (_: string, error: unknown) => defects.push(error)
    const flow = new Flow({ store, broker, consumers: CONSUMERS, schedules: [], defect, holdMs: 1 })
    await flow.start()
    const figures = () => flow.figures().consumers.find((c) => c.queue === QUEUES.usage.name)
    await broker.publish([usage(orgId)])
    await until(async () => (await kept()) === 1)

    await mongo?.kill()
    await broker.publish(Array.from({ length: EVENTS }, () => usage(orgId)))
    // Each was given back more often than the queue has attempts.
    await until(() => (figures()?.held ?? 0) > EVENTS * (QUEUES.usage.attempts + 1))
    expect(figures()).toMatchObject({ done: 1, dead: 0 })
    await mongo?.restart()

    // One whose commit nobody heard of comes again, and finds that it was had.
    await until(() => (figures()?.done ?? 0) + (figures()?.repeated ?? 0) >= EVENTS + 1)
    expect(await kept()).toBe(EVENTS + 1)
    expect(figures()).toMatchObject({ retried: 0, dead: 0 })
    expect((await broker.deadLetters.counts()).map((c) => c.messages)).toEqual([0, 0, 0])
    await flow.stop()
    await broker.close()
    await store.close()
  })
})
