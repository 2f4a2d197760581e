/** The relay on a connection that is cut: what the broker did not answer is nobody's fault. */
import { afterAll, describe, expect, it } from 'vitest'
import { openRabbitBroker } from '../../src-main/broker/rabbitmq/index.ts'
import { Relay } from '../../src-main/events/flow/relay.ts'
import { Across } from '../../src-main/store/across/index.ts'
import { eq } from '../../src-main/store/index.ts'
import { outbox } from '../../src-main/store/records/index.ts'
import { platformUnit } from '../../src-main/work/index.ts'
import { until, untilUp } from '../contract/broker/cases.ts'
import { type RabbitServer, startRabbit } from '../servers/index.ts'
import { startWire } from '../servers/wire.ts'
import { openWorld } from './world.ts'

// A broker that AMQP_URL names is somebody's, and may be elsewhere than at the end of this wire.
const node: RabbitServer | undefined = process.env['AMQP_URL'] ? undefined : await startRabbit()

describe.skipIf(!node)('the relay on RabbitMQ', () => {
  afterAll(() => node?.stop())

  it('whose connection is cut before the answers holds no organization back once it is there again', async () => {
    const url = node?.url ?? ''
    const wire = await startWire(Number(new URL(url).port))
    const near = openRabbitBroker({ url: `amqp://guest:guest@127.0.0.1:${wire.port}`, workspace: 'test' })
    const direct = openRabbitBroker({ url, workspace: 'test' })
    const w = await openWorld('sqlite')
    await Promise.all([untilUp(near), untilUp(direct)])
    await w.ask(w.operator, 'platform.create', {
      name: 'Beta',
      slug: 'beta-ltd',
      admin: { email: 'admin@beta.example', name: 'Beta' },
    })
    const beta = (await new Across(w.store).organizationBySlug('beta-ltd'))?.id ?? ''
    const orgs = [w.ada.orgId ?? '', beta]
    const pending = async (): Promise<number> => {
      const counts = orgs.map((org) => w.tenant(org).collection(outbox).count(eq('state', 'pending')))
      return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0)
    }
    const emit = (name: string): Promise<void> =>
      platformUnit(w.store, { action: 'team.created', host: 'test', because: 'test' }, async (work) => {
        for (const org of orgs) work.emitIn(org, 'team.created', name, { id: name, name })
      })
    const arrived: string[] = []
    const bindings = orgs.map((org) => ({ exchange: 'organizations', pattern: `#.${org}` }) as const)
    await direct.tap({ bindings, maxLength: 10_000, prefetch: 100 }, ({ body }) => arrived.push(body))
    const failed: number[] = []
    const relay = new Relay(w.store, near, {
      held: () => true,
      defect: (where, error) => w.defects.push(`${where}: ${String(error)}`),
      // Whoever is held back is so for longer than any test lasts.
      pauseOf: (failures) => {
        failed.push(failures)
        return 3_600_000
      },
    })
    relay.start()
    try {
      await until(async () => (await pending()) === 0)
      wire.silence()
      await emit('unanswered')
      const unanswered = (): number => arrived.filter((body) => body.includes('unanswered')).length
      await until(() => unanswered() === orgs.length)
      wire.cut()
      // The same once more, after the connection is there again.
      await until(() => unanswered() === 2 * orgs.length)
      await until(async () => (await pending()) === 0)
      // Each had failed by its own count before that was forgotten.
      expect(failed).toEqual([1, 1])
      expect(w.defects).toEqual([])
    } finally {
      await relay.stop()
      await Promise.all([near.close(), direct.close()])
      await wire.close()
      await w.close()
    }
  })
})
