/** The layout on a real broker: with its management interface, and by AMQP alone. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type ChannelModel, connect } from 'amqplib'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { openRabbitBroker } from '../../src-main/broker/rabbitmq/index.ts'
import {
  completeLayout,
  type Layout,
  type LayoutItem,
  type LayoutOptions,
  lookAtLayout,
} from '../../src-main/broker/rabbitmq/layout/index.ts'
import { QUEUES, WORK_QUEUES } from '../../src-main/events/index.ts'
import { addWorkspace, removeWorkspace } from '../../src-main/workspace/index.ts'
import { dropDatabase, managedRabbit, openVirtualHost, type VirtualHost } from '../servers/index.ts'
import { collect, dead, message, org, until, untilUp } from './broker/cases.ts'

const node = await managedRabbit()
const management = node?.management ?? ''

const states = (layout: Layout): { [state: string]: number } => {
  const count: { [state: string]: number } = {}
  for (const { state } of layout.items) count[state] = (count[state] ?? 0) + 1
  return count
}
const named = (layout: Layout, name: string): LayoutItem | undefined =>
  layout.items.find((i) => i.name === name)
/** Everything of a virtual host that an administrator would see, to show that nothing changed. */
const everything = async ({ ask, name }: VirtualHost): Promise<unknown> => {
  const all = (await ask(`definitions/${name}`)) as { [part: string]: object[] }
  const parts = ['exchanges', 'queues', 'bindings', 'policies']
  return parts.map((part) => (all[part] ?? []).map((one) => JSON.stringify(one)).sort())
}

describe.skipIf(!node)('the layout on the broker', () => {
  afterAll(() => node?.stop())
  const opened: ChannelModel[] = []
  const hosts: VirtualHost[] = []
  afterEach(async () => {
    for (const model of opened.splice(0)) await model.close()
    for (const host of hosts.splice(0)) await host.remove()
  })

  const openHost = async () => {
    const host = await openVirtualHost(node)
    hosts.push(host)
    const admin = async () => {
      const model = await connect(host.url)
      opened.push(model)
      return model.createChannel()
    }
    return { ...host, vhost: host.name, admin }
  }
  const WAYS = [
    ['by the management interface', management],
    ['by AMQP alone', 'http://127.0.0.1:1'],
  ] as const

  describe.each(WAYS)('%s', (_way, at) => {
    const options = (url: string): LayoutOptions => ({ url, queues: WORK_QUEUES, management: at })

    it('looking changes nothing, completing makes what is missing, and again it changes nothing', async () => {
      const host = await openHost()
      const { url } = host
      const empty = await everything(host)
      const before = await lookAtLayout(options(url))
      expect(Object.keys(states(before))).toEqual(['missing'])
      expect(await everything(host)).toEqual(empty)

      const after = await completeLayout(options(url))
      expect(states(after)).not.toHaveProperty('missing')
      expect(states(after)).not.toHaveProperty('different')
      expect(after.items.filter((i) => i.kind === 'exchange' || i.kind === 'queue')).toHaveLength(
        6 + 1 + 3 * (1 + 1 + 4),
      )
      const made = await everything(host)
      expect(await completeLayout(options(url))).toEqual(after)
      expect(await lookAtLayout(options(url))).toEqual(after)
      expect(await everything(host)).toEqual(made)
    })

    it('what the console finds so laid out it uses as it is', async () => {
      const host = await openHost()
      const { url } = host
      await completeLayout(options(url))
      const made = await everything(host)
      const broker = openRabbitBroker({ url, workspace: 'test' })
      await untilUp(broker)
      const consumers = await Promise.all(WORK_QUEUES.map((queue) => collect(broker, queue)))
      const orgId = org()
      const usage = { exchange: 'management', routingKey: `usage.recorded.${orgId}` } as const
      const unbound = message(orgId)
      await broker.publish([message(orgId, usage), unbound])
      const [, used] = consumers
      await until(() => used?.got.length === 1)
      await until(async () => (await broker.unrouted()) === 1)
      expect(await everything(host)).toEqual(made)
      await broker.close()
    })

    it('what the console made by itself fits', async () => {
      const { url } = await openHost()
      const broker = openRabbitBroker({ url, workspace: 'test' })
      await untilUp(broker)
      for (const queue of WORK_QUEUES)
        await (await broker.consume(queue, 1, async () => ({ kind: 'done' }))).close()
      await broker.close()
      const layout = await lookAtLayout(options(url))
      expect(states(layout)).not.toHaveProperty('missing')
      expect(states(layout)).not.toHaveProperty('different')
    })

    it('a queue or exchange that is there otherwise is shown and left as it is; the rest is made', async () => {
      const { vhost, url, ask, admin } = await openHost()
      const channel = await admin()
      await channel.assertQueue(QUEUES.usage.name, {
        durable: true,
        arguments: { 'x-queue-type': 'classic' },
      })
      await channel.assertQueue(`${QUEUES.signups.name}.retry.5s`, {
        durable: true,
        arguments: {
          'x-queue-type': 'quorum',
          'x-dead-letter-strategy': 'at-least-once',
          'x-overflow': 'reject-publish',
          'x-message-ttl': 7,
          'x-dead-letter-exchange': '',
          'x-dead-letter-routing-key': QUEUES.signups.name,
        },
      })
      await channel.assertExchange('castellan.users', 'direct', { durable: true })
      const layout = await completeLayout(options(url))
      expect(states(layout)).toMatchObject({ different: 3 })
      expect(states(layout)).not.toHaveProperty('missing')
      expect(named(layout, QUEUES.usage.name)?.differences).toMatchObject([{ setting: 'queue-type' }])
      expect(named(layout, `${QUEUES.signups.name}.retry.5s`)?.differences).toMatchObject([
        { setting: 'message-ttl' },
      ])
      expect(named(layout, `${QUEUES.signups.name}.retry.5s`)?.note).toMatch(/7.*not.*5000/)
      const queue = await ask(`queues/${vhost}/${QUEUES.usage.name}`)
      expect(queue).toMatchObject({ type: 'classic' })
      expect(await ask(`exchanges/${vhost}/castellan.users`)).toMatchObject({ type: 'direct' })
    })
  })

  const byManagement = (url: string): LayoutOptions => ({ url, queues: WORK_QUEUES, management })

  /** The interface tells a policy some seconds after the broker applies it. */
  const untilPolicy = (ask: VirtualHost['ask'], what: string, policy: string): Promise<void> =>
    vi.waitFor(async () => expect(await ask(what)).toMatchObject({ policy }), {
      timeout: 60_000,
      interval: 100,
    })

  it('settings that may be tuned are policies, and they work', async () => {
    const { vhost, url, ask, admin } = await openHost()
    const layout = await completeLayout(byManagement(url))
    expect(layout.settings).toBe('policies')
    const queue = `queues/${vhost}/${QUEUES.usage.name}`
    await untilPolicy(ask, queue, 'castellan-console.usage')
    await untilPolicy(ask, `exchanges/${vhost}/castellan.users`, 'castellan-exchanges')
    expect(((await ask(queue)) as { readonly arguments: object }).arguments).toEqual({
      'x-queue-type': 'quorum',
    })
    // A message that is handed back more often than the policy allows goes where the policy says.
    const channel = await admin()
    channel.sendToQueue(QUEUES.usage.name, Buffer.from('{}'))
    await until(async () => {
      const message = await channel.get(QUEUES.usage.name)
      if (message) channel.reject(message, true)
      return (await channel.checkQueue(`${QUEUES.usage.name}.dead`)).messageCount === 1
    })
  })

  it('a policy that somebody changed is shown and stays changed', async () => {
    const { vhost, url, ask } = await openHost()
    await completeLayout(byManagement(url))
    const path = `policies/${vhost}/castellan-console.usage`
    const policy = (await ask(path)) as { definition: object }
    const definition = { ...policy.definition, 'delivery-limit': 50 }
    await ask(path, 'PUT', { ...policy, definition })
    const layout = await completeLayout(byManagement(url))
    expect(named(layout, 'castellan-console.usage')?.state).toBe('different')
    expect(named(layout, QUEUES.usage.name)?.differences).toEqual([
      { setting: 'delivery-limit', wanted: 20, found: '50' },
    ])
    expect(await ask(path)).toMatchObject({ definition })
  })

  it('over somebody’s policy none of ours is laid: what is missing goes as arguments, and theirs still applies', async () => {
    const { vhost, url, ask } = await openHost()
    const theirs = {
      pattern: '^castellan\\.console',
      'apply-to': 'queues',
      definition: { 'max-length': 5000 },
    }
    await ask(`policies/${vhost}/theirs`, 'PUT', theirs)
    const layout = await completeLayout(byManagement(url))
    expect(states(layout)).not.toHaveProperty('missing')
    expect(states(layout)).not.toHaveProperty('different')
    expect(named(layout, 'castellan-console.usage')).toBeUndefined()
    const queue = `queues/${vhost}/${QUEUES.usage.name}`
    await untilPolicy(ask, queue, 'theirs')
    expect(await ask(queue)).toMatchObject({ arguments: { 'x-delivery-limit': 20 } })
  })

  it('a queue that was deleted is made again under the policy that is still there', async () => {
    const { vhost, url, ask, admin } = await openHost()
    await completeLayout(byManagement(url))
    await (await admin()).deleteQueue(QUEUES.usage.name)
    expect(states(await lookAtLayout(byManagement(url)))).toMatchObject({ missing: 2 })
    await completeLayout(byManagement(url))
    expect(await ask(`queues/${vhost}/${QUEUES.usage.name}`)).toMatchObject({
      arguments: { 'x-queue-type': 'quorum' },
    })
  })

  it('a binding that nothing asks for is shown and left', async () => {
    const { url, admin } = await openHost()
    await completeLayout(byManagement(url))
    await (await admin()).bindQueue(QUEUES.usage.name, 'castellan.users', '#')
    const layout = await completeLayout(byManagement(url))
    const name = `castellan.users → ${QUEUES.usage.name} (#)`
    expect(layout.items.filter((i) => i.state === 'different').map((i) => i.name)).toEqual([name])
  })

  it('a user who may not set policies gets arguments, and is told', async () => {
    const { vhost, ask, addUser } = await openHost()
    const { url } = await addUser('management')
    const layout = await completeLayout(byManagement(url))
    expect(layout.settings).toBe('arguments')
    expect(layout.how).toContain('may not set policies')
    expect(states(layout)).toEqual({ there: layout.items.length })
    expect(await ask(`policies/${vhost}`)).toEqual([])
  })

  it('a console that may only read and write works on what an administrator laid out', async () => {
    const host = await openHost()
    await completeLayout(byManagement(host.url))
    // As docs/events.md says: queues of its own for the monitor, and the way to the retry and dead-letter queues.
    const { user, url } = await host.addUser()
    await host.permit(user, {
      configure: '^amq\\.gen-.*$',
      write: '^(castellan\\..*|amq\\.default|amq\\.gen-.*)$',
      read: '^(castellan\\..*|amq\\.gen-.*)$',
    })
    const broker = openRabbitBroker({ url, workspace: 'test' })
    await untilUp(broker)
    const orgId = org()
    const seen: string[] = []
    const bindings = [{ exchange: 'management', pattern: `#.${orgId}` }] as const
    const tap = await broker.tap({ bindings, maxLength: 10, prefetch: 5 }, (m) => seen.push(m.id))
    const { got } = await collect(broker, QUEUES.usage, (d) => dead(`no ${d.attempts}`))
    const sent = message(orgId, { exchange: 'management', routingKey: `usage.recorded.${orgId}` })
    expect(await broker.publish([sent])).toEqual(['confirmed'])
    await until(() => got.length === 1 && seen.length === 1)
    await until(async () => (await broker.deadLetters.browse(QUEUES.usage.name, 5)).length === 1)
    expect(await broker.deadLetters.redrive(QUEUES.usage.name, { all: true }, 100)).toBe(1)
    await until(() => got.length === 2)
    await tap.close()
    await broker.close()
  })

  it('an exchange without an alternate is used too, and what nobody is bound to is counted', async () => {
    const { url, admin } = await openHost()
    await (await admin()).assertExchange('castellan.users', 'topic', { durable: true })
    const broker = openRabbitBroker({ url, workspace: 'test' })
    await untilUp(broker)
    expect(await broker.publish([message(org()), message(org())])).toEqual(['confirmed', 'confirmed'])
    expect(await broker.unrouted()).toBe(2)
    await broker.close()
  })

  it('without the management interface it says what cannot be seen, and why, without the password', async () => {
    const host = await openHost()
    const { url } = await host.addUser()
    const layout = await lookAtLayout(byManagement(url))
    expect(layout.how).toMatch(/answered 401.*cannot be seen/)
    const gone = lookAtLayout({ ...byManagement(url), url: url.replace(/:\d+\//, ':1/') })
    await expect(gone).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    const told = JSON.stringify([layout, await gone.catch(String)])
    expect(told).not.toContain('s3cr3t')
  })

  it('by AMQP alone settings that a policy gives are not called different', async () => {
    const { url } = await openHost()
    await completeLayout(byManagement(url))
    const layout = await lookAtLayout({ ...byManagement(url), management: 'http://127.0.0.1:1' })
    expect(Object.keys(states(layout)).sort()).toEqual(['there', 'unseen'])
  })

  const mongodb = process.env['CASTELLAN_TEST_MONGODB']
  it.skipIf(!mongodb)(
    'castellan broker plan, apply and check say it, and check ends with 1 where it does not fit',
    async () => {
      const { vhost, url, admin } = await openHost()
      const dataDir = mkdtempSync(join(tmpdir(), 'castellan-layout-'))
      const name = vhost
      const database = name.replaceAll('-', '_')
      await addWorkspace({ name, database, dataDir, mongodb: mongodb ?? '', amqp: url })
      const main = resolve(import.meta.dirname, '../../src-main/hosts/cli/main.ts')
      const castellan = async (...args: readonly string[]) => {
        const env = { ...process.env, CASTELLAN_DATA: dataDir }
        const child = spawn(process.execPath, [main, 'broker', ...args], { env })
        let [out, err] = ['', '']
        child.stdout.on('data', (text) => (out += text))
        child.stderr.on('data', (text) => (err += text))
        const [code] = await once(child, 'close')
        return { code, out, err }
      }
      const on = ['--workspace', name, '--management', management] as const
      try {
        const plan = await castellan('plan', ...on)
        expect(plan).toMatchObject({ code: 0, err: '' })
        expect(plan.out).toMatch(/missing +queue +castellan\.console\.usage +apply would make it/)
        expect((await castellan('check', ...on)).code).toBe(1)
        expect(await castellan('apply', ...on)).toMatchObject({ code: 0, err: '' })
        const check = await castellan('check', ...on, '--json')
        expect(check.code).toBe(0)
        expect(JSON.parse(check.out)).toMatchObject({ fits: true, workspace: name, settings: 'policies' })

        await (await admin()).deleteQueue(QUEUES.usage.name)
        await (await admin()).assertQueue(QUEUES.usage.name, { durable: true })
        const different = await castellan('apply', ...on)
        expect(different.code).toBe(1)
        expect(different.out).toMatch(/different +queue +castellan\.console\.usage +queue-type is "classic"/)
      } finally {
        await removeWorkspace(name, dataDir)
        rmSync(dataDir, { recursive: true, force: true })
        await dropDatabase(mongodb ?? '', database)
      }
    },
  )
})
