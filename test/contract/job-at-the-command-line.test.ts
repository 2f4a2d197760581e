/** A job that a call of the command line begins, with dead letters that wait in a real broker. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '../../src-main/api/index.ts'
import { QUEUES } from '../../src-main/events/index.ts'
import {
  addWorkspace,
  openWorkspace,
  removeWorkspace,
  type Workspace,
} from '../../src-main/workspace/index.ts'
import { publish } from '../core/monitor-world.ts'
import { dropDatabase, managedRabbit, openVirtualHost, tempDir, type VirtualHost } from '../servers/index.ts'
import { collect, DONE, dead, until, untilUp } from './broker/cases.ts'

const main = resolve(import.meta.dirname, '../../src-main/hosts/cli/main.ts')
const mongodb = process.env['CASTELLAN_TEST_MONGODB']
const node = mongodb ? await managedRabbit() : undefined
const QUEUE = QUEUES.usage
const used = () => {
  const [usageId, occurredAt] = [randomUUID(), new Date().toISOString()]
  return { usageId, userId: 'u', teamId: null, model: 'm', units: 1, occurredAt }
}
const ADMIN = { email: 'ada@acme.example', name: 'Ada' }

describe.skipIf(!mongodb || !node)('a job that was begun at the command line', () => {
  const folder = tempDir('job')
  const name = `job-${randomUUID().slice(0, 8)}`
  const database = name.replaceAll('-', '_')
  // The queues of a workspace have the same names as those of every other on the same virtual host.
  let host: VirtualHost
  let w: Workspace
  let ada: Session
  beforeAll(async () => {
    host = await openVirtualHost(node)
    await addWorkspace({ name, database, dataDir: folder.path, mongodb: mongodb ?? '', amqp: host.url })
    w = await openWorkspace({ name, dataDir: folder.path })
    await untilUp(w.broker)
    const operator = await w.api.newSession({ host: 'test', as: w.person, org: 'platform' })
    await w.api.call(operator, ['platform', 'create'], { name: 'Acme', slug: 'acme', admin: ADMIN })
    ada = await w.api.newSession({ host: 'test', as: ADMIN.email, org: 'acme' })
  })
  afterAll(async () => {
    await w?.close()
    await removeWorkspace(name, folder.path)
    await dropDatabase(mongodb ?? '', database)
    await host?.remove()
    await node?.stop()
    folder.remove()
  })
  const left = async (): Promise<number> => {
    const { queues } = (await w.api.call(ada, ['events', 'deadLetters'], {})) as {
      readonly queues: readonly { readonly queue: string; readonly messages: number }[]
    }
    return queues.find((q) => q.queue === QUEUE.name)?.messages ?? 0
  }
  const die = async (count: number): Promise<void> => {
    const consumer = await collect(w.broker, QUEUE, () => dead('no'))
    const orgId = ada.orgId ?? ''
    for (let i = 0; i < count; i += 1)
      await publish(w.broker, { orgId, type: 'usage.recorded', data: used() })
    await expect.poll(left, { timeout: 30_000 }).toBe(count)
    await consumer.close()
  }
  /** Takes what was sent again out of the queue. */
  const arrived = async (count: number): Promise<void> => {
    const consumer = await collect(w.broker, QUEUE, () => DONE)
    await until(() => consumer.got.length >= count)
    await consumer.close()
  }
  const redrive = (perSecond: number): ChildProcess & { said: string; told: string } => {
    const input = { queue: QUEUE.name, which: { all: true }, perSecond, reason: 'the test says so' }
    const args = ['call', 'events.redrive', JSON.stringify(input), '--as', ADMIN.email, '--org', 'acme']
    const env = { ...process.env, CASTELLAN_DATA: folder.path }
    const child = spawn(process.execPath, [main, ...args, '--workspace', name], { env })
    const one = Object.assign(child, { said: '', told: '' })
    child.stdout.on('data', (text) => (one.said += text))
    child.stderr.on('data', (text) => (one.told += text))
    return one
  }
  const record = async () => {
    const recent = (await w.api.call(ada, ['audit', 'recent'], {})) as readonly { readonly summary: string }[]
    return recent[0]?.summary
  }

  it('goes on to its end after its answer was printed', async () => {
    await die(6)
    const child = redrive(4)
    const [code] = await once(child, 'close')
    expect({ code, told: child.told }).toEqual({ code: 0, told: '' })
    expect(JSON.parse(child.said)).toMatchObject({ state: 'running', total: 6 })
    expect(await left()).toBe(0)
    expect(await record()).toBe(`6 of 6 dead letters of ${QUEUE.name} were sent to it again`)
    await arrived(6)
  })

  it('is cancelled by an interrupt, and the trail tells how many went', async () => {
    await die(30)
    const child = redrive(1)
    await until(() => child.said.endsWith('\n') || child.exitCode !== null)
    await until(async () => (await left()) < 30)
    child.kill('SIGINT')
    await Promise.race([once(child, 'close'), sleep(20_000)])
    expect(child.signalCode).toBeNull()
    const rest = await left()
    expect(rest).toBeGreaterThan(0)
    expect(await record()).toBe(`${30 - rest} of 30 dead letters of ${QUEUE.name} were sent to it again`)
    await arrived(30 - rest)
    await w.broker.deadLetters.discard(QUEUE.name, { all: true })
  })
})
