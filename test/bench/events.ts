/**
 * How fast events move, on a real broker and beside the bare driver: each file in `events/` is one subject and
 * yields its figures; a new one is a line here.
 */
import { startMongo, startRabbit } from '../servers/index.ts'
import type { Figure, Options } from './figure.ts'

/** One subject; `url` names a broker that nobody else uses meanwhile. */
export type Subject = (url: string, options: Options) => AsyncGenerator<Figure>

const subjects = async (): Promise<readonly Subject[]> => [
  (await import('./events/ingest.ts')).ingest,
  (await import('./events/open-page.ts')).openPage,
  (await import('./events/revocation.ts')).revocation,
  (await import('./events/relay.ts')).relay,
]

export async function* run(options: Options = {}): AsyncGenerator<Figure> {
  const node = await startRabbit()
  if (!node) {
    console.error('SKIPPED: events, because there is no RabbitMQ on this machine.')
    return
  }
  // What is loaded below looks for the server there, like the tests.
  const server = process.env['CASTELLAN_TEST_MONGODB'] ? undefined : await startMongo()
  process.env['CASTELLAN_TEST_MONGODB'] ??= server?.uri
  try {
    for (const subject of await subjects()) yield* subject(node.url, options)
  } finally {
    await node.stop()
    await server?.stop()
  }
}
