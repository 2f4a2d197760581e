/**
 * What a monitor takes in beside a bare consumer of the driver on a queue like its own: the same events wait at a
 * gate, then each takes them as fast as it can. The monitor reads, checks, filters, counts and keeps every event, and
 * its frames are taken as a window takes them; the bare consumer acknowledges and counts.
 */
import type { Broker } from '../../../src-main/broker/index.ts'
import { openRabbitBroker } from '../../../src-main/broker/rabbitmq/index.ts'
import type { EventFrame } from '../../../src-preload/contract/events.ts'
import { openWorld } from '../../core/world.ts'
import { type Figure, median, type Options } from '../figure.ts'
import { heapBytes } from '../heap.ts'
import { bareConsumer } from './bare-consumer.ts'
import { Gate } from './gate.ts'
import { startPublishing } from './publishing.ts'

const GOAL = 0.8
/** A burst is below the 50,000 that wait for a monitor at most, so that none is dropped. */
const FULL = { messages: 40_000, rounds: 9 }
const QUICK = { messages: 10_000, rounds: 3 }

interface Contestant {
  readonly gate: Gate
  close(): Promise<void>
}

export async function* ingest(url: string, { quick = false }: Options): AsyncGenerator<Figure> {
  const { messages, rounds } = quick ? QUICK : FULL
  const monitor = await monitored(url)
  const consumer = await bare(url, monitor.orgId)
  const burst = await startPublishing({ url, orgId: monitor.orgId, messages, perSecond: 0 })
  const rates: Record<'ours' | 'bare', number[]> = { ours: [], bare: [] }
  const megabytes: number[] = []
  try {
    for (let round = -1; round < rounds; round += 1) {
      await burst.publish()
      const turns = [
        async () => rates.ours.push((1000 * messages) / (await monitor.gate.drain(messages))),
        async () => rates.bare.push((1000 * messages) / (await consumer.gate.drain(messages))),
      ]
      for (const turn of round % 2 ? turns : turns.reverse()) await turn()
      // The first round is to warm up.
      if (round < 0) for (const list of Object.values(rates)) list.splice(0)
      else megabytes.push((await heapBytes()) / 1e6)
    }
    const sent = (rounds + 1) * messages
    // Frames of a flood come a few times a second; the last tells of all.
    for (let waits = 0; waits < 100 && monitor.counters().received < sent; waits += 1)
      await new Promise((resolve) => setTimeout(resolve, 100))
    const { received } = monitor.counters()
    if (received !== sent) throw new Error(`Of ${sent} events the monitor received ${received}.`)
  } finally {
    await burst.stop()
    await consumer.close()
    await monitor.close()
  }
  const ratio = median(rates.ours.map((rate, i) => rate / (rates.bare[i] ?? Number.NaN)))
  yield {
    bench: 'events',
    case: `monitor: ${messages.toLocaleString('en')} waiting events taken in, checked, filtered and framed / a bare consumer`,
    value: median(rates.ours),
    unit: 'events/s',
    baseline: median(rates.bare),
    ratio,
    goal: GOAL,
    met: ratio >= GOAL,
  }
  const [first = Number.NaN] = megabytes
  const last = megabytes.at(-1) ?? Number.NaN
  yield {
    bench: 'events',
    case: `monitor: memory in use after ${((rounds + 1) * messages).toLocaleString('en')} events / after ${(2 * messages).toLocaleString('en')}`,
    value: last,
    unit: 'MB',
    baseline: first,
    ratio: last / first,
    goal: null,
    met: null,
  }
}

/** A monitor as the api opens it, whose tap goes through a gate. */
async function monitored(
  url: string,
): Promise<Contestant & { readonly orgId: string; counters(): EventFrame['counters'] }> {
  const broker = openRabbitBroker({ url, workspace: 'bench' })
  while (broker.state().state !== 'up') await new Promise((resolve) => setTimeout(resolve, 20))
  const gate = new Gate()
  const gated: Broker = {
    kind: broker.kind,
    deadLetters: broker.deadLetters,
    state: () => broker.state(),
    onState: (changed) => broker.onState(changed),
    tried: () => broker.tried(),
    publish: (list) => broker.publish(list),
    consume: (queue, prefetch, handle) => broker.consume(queue, prefetch, handle),
    tap: (options, received, lost) =>
      broker.tap(options, (message) => gate.through(() => received(message)), lost),
    unrouted: () => broker.unrouted(),
    close: () => broker.close(),
  }
  const w = await openWorld('sqlite', { broker: gated })
  const frames = await w.ask<AsyncIterable<EventFrame>>(w.ada, 'events.watch', { newest: 100 })
  const reading = frames[Symbol.asyncIterator]()
  let last = (await reading.next()).value as EventFrame
  const taken = (async () => {
    for (;;) {
      const { value, done } = await reading.next()
      if (done) return
      last = value
    }
  })()
  return {
    gate,
    orgId: w.ada.orgId ?? '',
    counters: () => last.counters,
    close: async () => {
      w.api.endSession(w.ada)
      await taken
      await w.close()
      await broker.close()
    },
  }
}

/** The driver alone, behind a gate like the monitor's. */
async function bare(url: string, orgId: string): Promise<Contestant> {
  const gate = new Gate()
  return { gate, ...(await bareConsumer(url, orgId, () => gate.through(() => undefined))) }
}
