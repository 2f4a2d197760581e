/** Trying an address: connects once, says what answered, leaves nothing behind. */
import { connect } from 'amqplib'
import { CastellanError } from '../../../src-preload/contract/errors.ts'
import { plainReason } from './plain-reason.ts'

const PATIENCE_MS = 5_000

/** Throws `UNAVAILABLE` with a plain reason, without the address's name and password. */
export async function probeRabbit(url: string): Promise<{ server: string; milliseconds: number }> {
  const start = performance.now()
  try {
    const model = await connect(url, { timeout: PATIENCE_MS })
    model.on('error', () => undefined)
    const milliseconds = performance.now() - start
    const { product, version } = model.connection.serverProperties
    await model.close()
    return { server: `${String(product)} ${String(version)}`, milliseconds }
  } catch (error) {
    const message = `The broker does not answer: ${plainReason(error, url)}`
    throw new CastellanError('UNAVAILABLE', message, { what: 'broker' })
  }
}
