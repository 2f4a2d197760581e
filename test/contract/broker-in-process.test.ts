import { expect, it } from 'vitest'
import { openInProcessBroker } from '../../src-main/broker/in-process/index.ts'
import { MOST_DEAD } from '../../src-main/broker/in-process/work-queue.ts'
import { collect, dead, idsOf, messages, org, until, workQueue } from './broker/cases.ts'
import { brokerSuite } from './broker-suite.ts'

brokerSuite({ name: 'in-process', open: async (options) => openInProcessBroker(options) })

it('in this process only the newest dead letters of a queue are kept, and how many are gone is told', async () => {
  const broker = openInProcessBroker()
  const mine = org()
  const queue = workQueue(mine)
  const { close } = await collect(broker, queue, () => dead('cannot be read'))
  const list = messages(mine, MOST_DEAD + 3)
  await broker.publish(list)
  const count = async () => (await broker.deadLetters.counts()).find((c) => c.queue === queue.name)
  await until(async () => (await count())?.forgotten === 3)
  expect(await count()).toEqual({ queue: queue.name, messages: MOST_DEAD, forgotten: 3 })
  const [oldest] = await broker.deadLetters.browse(queue.name, 1)
  expect([oldest?.id]).toEqual(idsOf(list.slice(3, 4)))
  await close()
  await broker.close()
})
