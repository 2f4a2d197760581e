/** The event flow with faults, on a real broker and database and with processes that are killed. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OutMessage } from '../../src-main/broker/port.ts'
import { QUEUES } from '../../src-main/events/index.ts'
import { inbox, usageRecords } from '../../src-main/store/records/index.ts'
import { CONSUMERS } from '../../src-main/workspace/consumers.ts'
import type { FlowStanding } from '../../src-preload/contract/event-flow.ts'
import { openStore } from '../core/world.ts'
import { type RabbitServer, startRabbit } from '../servers/index.ts'
import { type Field, openField, until } from './field.ts'

const CHANGES = 20_000
const KILLS = 20
const LEASE_MS = 400

// A broker that AMQP_URL names is somebody's, and is not killed.
const node: RabbitServer | undefined = process.env['AMQP_URL'] ? undefined : await startRabbit()

describe.skipIf(!node)('the event flow with faults', { timeout: 300_000 }, () => {
  let f: Field
  const children: ChildProcess[] = []
  beforeEach(async () => {
    f = await openField(node?.url ?? '')
  })
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
    expect(f.w.defects).toEqual([])
    await f.close()
  })
  afterAll(() => node?.stop())

  const start = (file: string, more: object): ChildProcess => {
    const parts = JSON.stringify({ address: f.w.address, url: f.url, ...more })
    const child = spawn(process.execPath, [join(import.meta.dirname, file), parts], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    children.push(child)
    return child
  }
  const usage = (org: string): OutMessage => {
    const id = v7()
    const data = {
      usageId: randomUUID(),
      userId: 'u',
      teamId: null,
      model: 'm',
      units: 1,
      occurredAt: new Date().toISOString(),
    }
    const event = {
      specversion: '1.0',
      id,
      source: 'meter',
      type: 'usage.recorded',
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      dataschema: 'castellan:usage.recorded:v1',
      orgid: org,
      data,
    }
    const routingKey = `usage.recorded.${org}`
    return { id, exchange: 'management', routingKey, type: 'usage.recorded', body: JSON.stringify(event) }
  }
  const kept = async (): Promise<number> => {
    let sum = 0
    for (const org of f.orgs) sum += await f.w.tenant(org).collection(usageRecords).count()
    return sum
  }

  it(`the broker killed twice during ${CHANGES} changes: nothing is lost or out of order, and the console works on`, async () => {
    await f.listen()
    const broker = f.main
    await f.flow()
    let changed = false
    const changing = f.change(CHANGES, 50).then(() => {
      changed = true
    })
    for (const enough of [2_000, 8_000]) {
      await until(() => f.got.length > enough)
      await node?.kill()
      try {
        await until(() => broker.state().state === 'down')
        // Whoever works at a window does not notice.
        await f.w.add(`ann-${enough}`)
        const standing = await f.w.ask<FlowStanding>(f.w.ada, 'events.flow')
        expect(standing).toMatchObject({ broker: { state: 'down' }, relay: 'elsewhere' })
      } finally {
        await node?.restart()
      }
    }
    await changing
    expect(changed).toBe(true)
    await until(async () => (await f.pending()) === 0)
    await f.expectWhole()
  })

  it(`the relay killed ${KILLS} times: another takes over each time, nothing is lost or out of order`, async () => {
    await f.listen()
    let over = false
    const changing = (async () => {
      while (!over) {
        await f.change(160, 10)
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    })()
    const next = (): ChildProcess => start('relay-process.ts', { leaseMs: LEASE_MS })
    const relays = [next(), next()]
    for (let kills = 0; kills < KILLS; kills += 1) {
      // Whoever speaks first is the one that publishes.
      const working = await Promise.race(
        relays.map(async (child) => {
          if (child.stdout) await once(child.stdout, 'data')
          return child
        }),
      )
      // Not always at the same moment of its work.
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 40))
      working.kill('SIGKILL')
      await once(working, 'exit')
      relays.splice(relays.indexOf(working), 1, next())
    }
    over = true
    await changing
    await until(async () => (await f.pending()) === 0)
    await f.expectWhole()
  })

  it('a consumer that dies after its effect and before the answer has no effect twice', async () => {
    const broker = f.main
    const list = Array.from({ length: 60 }, (_, n) => usage(f.orgs[n % f.orgs.length] ?? ''))
    // The queue has to be there before anybody publishes.
    await (await broker.consume(QUEUES.usage, 1, async () => ({ kind: 'done' }))).close()
    expect(await broker.publish(list)).not.toContain('unknown')
    for (const after of [1, 7, 12]) {
      const child = start('consumer-process.ts', { after })
      await once(child, 'exit')
      expect(child.signalCode).toBe('SIGKILL')
    }
    start('consumer-process.ts', { after: 0 })
    await until(async () => (await kept()) >= list.length)
    await until(async () => (await broker.deadLetters.counts()).every((c) => c.messages === 0))
    expect(await kept()).toBe(list.length)
    let noted = 0
    for (const org of f.orgs) noted += await f.w.tenant(org).collection(inbox).count()
    expect(noted).toBe(list.length)
  })

  it('deliveries that are doubled, reordered and handled by two processes at once have their effect once', async () => {
    const broker = f.main
    const other = await openStore(f.w.address)
    await f.flow({ consumers: CONSUMERS })
    const elsewhere = await f.flow({ consumers: CONSUMERS, store: other }, f.broker())
    const list = Array.from({ length: 200 }, (_, n) => usage(f.orgs[n % f.orgs.length] ?? ''))
    const shuffled = [...list, ...list, ...list].sort(() => Math.random() - 0.5)
    expect(await broker.publish(shuffled)).not.toContain('unknown')
    await until(async () => (await kept()) === list.length)
    // One that comes after all others has its turn when they had theirs.
    const last = usage(f.orgs[0] ?? '')
    await broker.publish([last])
    await until(async () => (await kept()) > list.length)
    expect(await kept()).toBe(list.length + 1)
    await elsewhere.stop()
    await other.close()
  })

  it('a memory alarm holds what is published, not the console, and afterwards all of it goes', async () => {
    await f.listen()
    const broker = f.main
    await f.flow()
    await f.change(400)
    await until(async () => (await f.pending()) === 0)
    await node?.control('set_vm_memory_high_watermark', '0')
    // RabbitMQ tells of an alarm when the next message comes.
    await f.change(400)
    await until(() => broker.state().state === 'blocked')
    await f.change(2_000)
    await f.w.add('eve')
    const standing = await f.w.ask<FlowStanding>(f.w.operator, 'events.flow')
    expect(standing).toMatchObject({ broker: { state: 'blocked' } })
    expect(standing.pending).toBeGreaterThan(2_000)
    await node?.control('set_vm_memory_high_watermark', 'absolute', '1GB')
    await until(async () => (await f.pending()) === 0)
    await f.expectWhole()
  })
})
