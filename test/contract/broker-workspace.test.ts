import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  addWorkspace,
  openWorkspace,
  removeWorkspace,
  type Workspace,
} from '../../src-main/workspace/index.ts'
import { dropDatabase, managedRabbit, openVirtualHost, type VirtualHost } from '../servers/index.ts'
import { until } from './broker/cases.ts'

const mongodb = process.env['CASTELLAN_TEST_MONGODB']
const node = mongodb ? await managedRabbit() : undefined

const brokerHealth = async (workspace: Workspace): Promise<unknown> => {
  const session = await workspace.api.newSession({ host: 'test', as: workspace.person })
  const health = await workspace.api.call(session, ['health', 'check'], undefined)
  return typeof health === 'object' && health !== null && 'broker' in health ? health.broker : undefined
}

describe.skipIf(!mongodb || !node)('a connected workspace and its broker', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'castellan-broker-'))
  const added: { name: string; database: string }[] = []
  let host: VirtualHost
  beforeAll(async () => {
    host = await openVirtualHost(node)
  })
  afterAll(async () => {
    for (const { name, database } of added) {
      await removeWorkspace(name, dataDir)
      await dropDatabase(mongodb ?? '', database)
    }
    await host?.remove()
    await node?.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })
  const add = async (broker?: string): Promise<string> => {
    const name = `broker-${randomUUID().slice(0, 8)}`
    const database = name.replaceAll('-', '_')
    await addWorkspace({
      name,
      database,
      dataDir,
      mongodb: mongodb ?? '',
      ...(broker ? { amqp: broker } : {}),
    })
    added.push({ name, database })
    return name
  }

  it('opens on the broker that it was added with, and tells so', async () => {
    const workspace = await openWorkspace({ name: await add(host.url), dataDir })
    expect(workspace.broker.kind).toBe('rabbitmq')
    await until(() => workspace.broker.state().state === 'up')
    expect(await brokerHealth(workspace)).toMatchObject({
      state: 'up',
      server: expect.stringMatching(/^RabbitMQ \d/),
    })
    await workspace.close()
  })

  it('opens without its broker, neither failing nor waiting, and tells why without the password', async () => {
    const name = await add('amqp://ada:s3cr3t-w0rd@127.0.0.1:1/acme')
    const workspace = await openWorkspace({ name, dataDir })
    await workspace.broker.tried()
    const told = await brokerHealth(workspace)
    expect(told).toMatchObject({ state: 'down', reason: expect.stringContaining('ECONNREFUSED') })
    expect(JSON.stringify(told)).not.toContain('s3cr3t')
    for (const file of readdirSync(dataDir).filter((f) => f !== 'secrets.json'))
      expect(readFileSync(join(dataDir, file), 'utf8')).not.toContain('s3cr3t')
    await workspace.close()
  })

  it('without one carries its events in this process', async () => {
    const workspace = await openWorkspace({ name: await add(), dataDir })
    expect(workspace.broker.kind).toBe('in-process')
    expect(await brokerHealth(workspace)).toMatchObject({ state: 'none' })
    await workspace.close()
  })

  it.each(['', 'localhost', 'http://ada:s3cr3t@host', 'mongodb://ada:s3cr3t@host', 'amqp://'])(
    'an address that is none is refused without being quoted: %s',
    async (bad) => {
      const refused = addWorkspace({ name: 'never', dataDir, mongodb: mongodb ?? '', amqp: bad })
      await expect(refused).rejects.toMatchObject({
        code: 'BAD_INPUT',
        message: expect.not.stringContaining('s3cr3t'),
      })
    },
  )
})
