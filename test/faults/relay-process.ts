/** A process that relays until it is killed. It prints a line when it begins to publish. */
import { openRabbitBroker } from '../../src-main/broker/rabbitmq/index.ts'
import { Flow } from '../../src-main/events/flow/index.ts'
import { type Address, openStore } from '../core/stores.ts'

const { address, url, leaseMs } = JSON.parse(process.argv[2] ?? '') as {
  address: Address
  url: string
  leaseMs: number
}
const store = await openStore(address)
const broker = openRabbitBroker({ url, workspace: 'faults' })
const flow = new Flow({
  store,
  broker,
  consumers: [],
  schedules: [],
  defect: (where, error) => console.error(where, error),
  leaseMs,
  pollMs: 50,
  // Small ones, so that a kill finds it between any two steps.
  batch: 50,
})
await flow.start()
let told = 0
setInterval(() => {
  const { published } = flow.figures()
  if (published === told) return
  told = published
  process.stdout.write(`published ${published}\n`)
}, 10)
