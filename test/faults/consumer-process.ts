/** A process that consumes usage and dies after an effect is committed and before the broker hears of it. */
import { randomUUID } from 'node:crypto'
import { openRabbitBroker } from '../../src-main/broker/rabbitmq/index.ts'
import { Flow } from '../../src-main/events/flow/index.ts'
import { QUEUES } from '../../src-main/events/index.ts'
import { usageRecords } from '../../src-main/store/records/index.ts'
import { type Address, openStore } from '../core/stores.ts'

const { address, url, after } = JSON.parse(process.argv[2] ?? '') as {
  address: Address
  url: string
  /** Dies after so many effects; 0: never. */
  after: number
}
const store = await openStore(address)
const broker = openRabbitBroker({ url, workspace: 'faults', retryDelays: [50] })
let effects = 0
const flow = new Flow({
  store,
  broker,
  schedules: [],
  defect: (where, error) => console.error(where, error),
  // It never holds the lease: it only consumes.
  leaseMs: 600_000,
  // One by one: a transaction that is open when its process dies keeps its records locked for a minute.
  prefetch: 1,
  consumers: [
    {
      queue: QUEUES.usage,
      effects: {
        // Not the console's own effect, which would know the usage again by its id: this one happens each time.
        'usage.recorded': async ({ data, organization, transaction }) => {
          await transaction(async (work) => {
            const list = work.across.tenant(organization.id).collection(usageRecords)
            await list.insert({ ...data, usageId: randomUUID() })
          })
          effects += 1
          if (effects === after) process.kill(process.pid, 'SIGKILL')
        },
      },
    },
  ],
})
await flow.start()
