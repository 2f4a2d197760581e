/** The event flow with faults, on a real broker and database and with processes that are killed. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterAll, afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { OutMessage } from '../../src-main/broker/index.ts'
import { envelope, QUEUES } from '../../src-main/events/index.ts'
import { eq } from '../../src-main/store/index.ts'
import { approvals, inbox, usageRecords } from '../../src-main/store/records/index.ts'
import { CONSUMERS } from '../../src-main/workspace/consumers.ts'
import { chanceOf } from '../../src-main/workspace/sample/chance.ts'
import {
  EVENT_TYPES,
  type EventData,
  type EventTypeName,
  routingKey,
} from '../../src-preload/contract/event-types/index.ts'
import { openStore } from '../core/stores.ts'
import { inOneFile } from '../servers/in-one-file.ts'
import { type RabbitServer, startRabbit } from '../servers/index.ts'
import { tempDir } from '../servers/temp-dir.ts'
import { counting, effectsIn } from './counting.ts'
import { EVERYTHING_QUEUE, type Field, KIND, openField, until } from './field.ts'

const CHANGES = 20_000
const KILLS = 20
const LEASE_MS = 400

// A broker that AMQP_URL names is somebody's, and is not killed.
const node: RabbitServer | undefined = process.env['AMQP_URL'] ? undefined : await startRabbit()
const RELAY = await inOneFile(join(import.meta.dirname, 'relay-process.ts'))
const CONSUMER = await inOneFile(join(import.meta.dirname, 'consumer-process.ts'))

/** Out of order, the same way in every run. */
function shuffle<T>(list: readonly T[]): T[] {
  const chance = chanceOf(20_261_125)
  const rest = [...list]
  return list.flatMap(() => rest.splice(chance.below(rest.length), 1))
}

/** For the node: takes the queue's only replica away, says so in a file, and brings it back when there is another file. */
const queueAway = (away: string, enough: string): string => `
  Replica = {'%2F_${EVERYTHING_QUEUE.name}', node()},
  ok = ra:stop_server(quorum_queues, Replica),
  ok = file:write_file(<<"${away}">>, <<>>),
  Wait = fun W() -> case filelib:is_file(<<"${enough}">>) of true -> ok; false -> timer:sleep(1), W() end end,
  Wait(),
  ra:restart_server(quorum_queues, Replica).`

describe.skipIf(!node)(`the event flow with faults on ${KIND}`, { timeout: 600_000 }, () => {
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
    const child = spawn(process.execPath, [file, parts], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    children.push(child)
    return child
  }
  /** As another service of the platform publishes it. */
  const foreign = <T extends EventTypeName>(org: string, type: T, data: EventData<T>): OutMessage => {
    const id = v7()
    const about = { id, orgId: org, time: new Date().toISOString(), actorId: '', auditId: undefined }
    const emitted = { type, subject: id, data } as Parameters<typeof envelope>[0]
    const { exchange } = EVENT_TYPES[type]
    return {
      id,
      exchange,
      routingKey: routingKey(type, org),
      type,
      body: JSON.stringify(envelope(emitted, about)),
    }
  }
  const usage = (org: string): OutMessage =>
    foreign(org, 'usage.recorded', {
      usageId: randomUUID(),
      userId: 'u',
      teamId: null,
      model: 'm',
      units: 1,
      occurredAt: new Date().toISOString(),
    })
  /** Somebody asks for an organization's end, and somebody else refuses it in another system of the platform. */
  const refusal = async (n: number, org: string): Promise<OutMessage> => {
    const admin = await f.w.as(`admin@org${n}.example`, `org-${n}`)
    const more = { email: `second@org${n}.example`, name: 'Second', roleIds: ['admin'] }
    const { userId } = await f.w.ask<{ userId: string }>(admin, 'members.add', more)
    const { version } = await f.w.ask<{ version: number }>(admin, 'organizations.current')
    const closing = { version, confirmName: `Org ${n}`, reason: 'for the test' }
    const { approvalId } = await f.w.ask<{ approvalId: string }>(admin, 'organizations.close', closing)
    return foreign(org, 'decision.made', { approvalId, decision: 'refuse', userId, why: 'not now' })
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
        expect(await f.work()).toMatchObject({ broker: { state: 'down' }, relay: 'elsewhere' })
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
    const next = (): ChildProcess => start(RELAY, { leaseMs: LEASE_MS })
    const relays = [next(), next()]
    for (let kills = 0; kills < KILLS; kills += 1) {
      const changing = f.change(160, 10)
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
      await changing
    }
    for (const child of relays) {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    // Nobody publishes, and whoever works at a window works on.
    expect((await f.work()).pending).toBeGreaterThan(0)
    next()
    await until(async () => (await f.pending()) === 0)
    await f.expectWhole()
  })

  it('a queue that is back in the middle of what is sent takes nothing before what it refused', async () => {
    await f.listen()
    await f.change(4_000, 50)
    const dir = tempDir('queue')
    onTestFinished(dir.remove)
    const [away, enough] = [join(dir.path, 'away'), join(dir.path, 'enough')]
    const back = node?.control('eval', queueAway(away, enough))
    await until(() => existsSync(away))
    const flow = await f.flow()
    await until(() => flow.figures().refused > 0)
    await writeFile(enough, '')
    await back
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
      const child = start(CONSUMER, { after })
      await once(child, 'exit')
      expect(child.signalCode).toBe('SIGKILL')
      // Nobody consumes, and whoever works at a window works on.
      await f.work()
      expect(await kept()).toBeLessThan(list.length)
    }
    start(CONSUMER, { after: 0 })
    await until(async () => (await kept()) >= list.length)
    await until(async () => (await broker.deadLetters.counts()).every((c) => c.messages === 0))
    expect(await kept()).toBe(list.length)
    let noted = 0
    for (const org of f.orgs) noted += await f.w.tenant(org).collection(inbox).count()
    expect(noted).toBe(list.length)
  })

  it('a connection cut in the middle of the confirms: what went unanswered goes again, and has its effect once', async () => {
    await f.listen()
    await f.flow()
    await f.change(400)
    await until(async () => (await f.pending()) === 0)
    const before = f.got.length
    f.wire.silence()
    await f.change(2_000)
    // The broker has some of them, but its answers are lost.
    await until(() => f.got.length > before)
    expect((await f.work()).pending).toBeGreaterThanOrEqual(2_000)
    f.wire.cut()
    await until(async () => (await f.pending()) === 0)
    await f.expectWhole()
    expect(f.repeated).toBeGreaterThan(0)
  })

  it('sign-ups, decisions and usage, tripled, out of order and handled by two processes at once, have their effect once', async () => {
    const broker = f.main
    const other = await openStore(f.w.address)
    const platform = f.w.operator.orgId ?? ''
    const decisions: OutMessage[] = []
    for (const [n, org] of f.orgs.entries()) decisions.push(await refusal(n + 1, org))
    const signUps = Array.from({ length: 40 }, (_, n) =>
      foreign(platform, 'user.signedup', {
        signUpId: randomUUID(),
        email: `new-${n}@nobody.example`,
        name: `New ${n}`,
        verified: true,
      }),
    )
    const list = [
      ...decisions,
      ...signUps,
      ...Array.from({ length: 120 }, (_, n) => usage(f.orgs[n % f.orgs.length] ?? '')),
    ]
    // The effects are the console's own; what each writes beside them it writes each time.
    const consumers = CONSUMERS.map(({ queue, effects }) => ({ queue, effects: counting(effects) }))
    const here = await f.flow({ consumers, prefetch: 4 })
    const elsewhere = await f.flow({ consumers, prefetch: 4, store: other }, f.broker())
    const shuffled = shuffle([...list, ...list, ...list])
    expect(await broker.publish(shuffled)).not.toContain('unknown')
    await f.work()
    const handled = () =>
      [here, elsewhere]
        .flatMap((flow) => flow.figures().consumers)
        .reduce((sum, { done, repeated }) => sum + done + repeated, 0)
    await until(() => handled() >= shuffled.length)
    const had: string[] = []
    for (const org of [platform, ...f.orgs]) had.push(...(await effectsIn(f.w.tenant(org))))
    expect(had.sort()).toEqual(list.map((m) => m.id).sort())
    expect((await broker.deadLetters.counts()).map((c) => c.messages)).toEqual([0, 0, 0])
    for (const org of f.orgs)
      expect(await f.w.tenant(org).collection(approvals).count(eq('state', 'refused'))).toBe(1)
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
    const standing = await f.work()
    expect(standing).toMatchObject({ broker: { state: 'blocked' } })
    expect(standing.pending).toBeGreaterThan(2_000)
    await node?.control('set_vm_memory_high_watermark', 'absolute', '1GB')
    await until(async () => (await f.pending()) === 0)
    await f.expectWhole()
  })
})
