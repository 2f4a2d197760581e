/**
 * How fast events move, on a real broker and beside the bare driver: each file in `events/` is one subject and
 * yields its figures; a new one is a line here.
 */

import { startRabbit } from '../servers/index.ts'
import { relay } from './events/relay.ts'
import type { Figure, Options } from './figure.ts'

/** One subject; `url` names a broker that nobody else uses meanwhile. */
export type Subject = (url: string, options: Options) => AsyncGenerator<Figure>

const SUBJECTS: readonly Subject[] = [relay]

export async function* run(options: Options = {}): AsyncGenerator<Figure> {
  const node = await startRabbit()
  if (!node) {
    console.error('SKIPPED: events, because there is no RabbitMQ on this machine.')
    return
  }
  try {
    for (const subject of SUBJECTS) yield* subject(node.url, options)
  } finally {
    await node.stop()
  }
}
