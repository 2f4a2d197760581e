/** What only the administrator of a real broker sees or changes, in a virtual host of its own. */
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Lost } from '../../src-main/broker/port.ts'
import { openRabbitBroker } from '../../src-main/broker/rabbitmq/index.ts'
import { managedRabbit, openVirtualHost, type VirtualHost } from '../servers/index.ts'
import { collect, message, messages, org, until, untilUp, workQueue } from './broker/cases.ts'

const node = await managedRabbit()

describe.skipIf(!node)('a real broker and its administrator', () => {
  let host: VirtualHost
  const closing: (() => Promise<void>)[] = []
  beforeEach(async () => {
    host = await openVirtualHost(node)
  })
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
    await host.remove()
  })
  afterAll(() => node?.stop())
  const start = (url: string) => {
    const broker = openRabbitBroker({ url, workspace: 'test', retryDelays: [20] })
    closing.push(() => broker.close())
    return broker
  }

  it('a monitor that ends leaves no queue behind, neither its own nor the one where its losses are counted', async () => {
    const mine = org()
    const broker = start(host.url)
    await untilUp(broker)
    const lost: Lost[] = []
    const options = {
      bindings: [{ exchange: 'users', pattern: `#.${mine}` }],
      maxLength: 1,
      prefetch: 1,
    } as const
    const tap = await broker.tap(
      options,
      () => new Promise(() => undefined),
      (l) => lost.push(l),
    )
    await broker.publish(messages(mine, 20))
    await until(() => lost.length > 0)
    const own = async (): Promise<number> =>
      JSON.stringify(await host.ask(`queues/${host.name}?columns=name`)).split('amq.gen-').length - 1
    expect(await own()).toBe(2)
    await tap.close()
    await until(async () => (await own()) === 0)
    expect(broker.state().state).toBe('up')
  })

  it('a consumer tells that it does not read while it may not, and reads once it may', async () => {
    const mine = org()
    const queue = workQueue(mine)
    const broker = start(host.url)
    await untilUp(broker)
    await host.permit('guest', { read: `^(?!${queue.name}$).*$` })
    const { got, reads } = await collect(broker, queue)
    expect([broker.state().state, reads()]).toEqual(['up', false])
    await host.permit('guest', {})
    await until(reads)
    await broker.publish([message(mine)])
    await until(() => got.length === 1)
  })

  it('a wrong password is told without being shown, and the console goes on trying', async () => {
    const { user, url } = await host.addUser()
    const { password } = new URL(url)
    const broker = start(url.replace(password, 's3cr3t%2Fw0rd'))
    await broker.tried()
    const state = JSON.stringify(broker.state())
    expect(state).toContain('ACCESS_REFUSED')
    expect(state).not.toMatch(/s3cr3t/)
    await host.ask(`users/${user}`, 'PUT', { password: 's3cr3t/w0rd', tags: '' })
    await untilUp(broker)
  })
})
