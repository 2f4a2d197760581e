import { connect } from 'node:net'

const PROTOCOL_HEADER = Buffer.from('AMQP\x00\x00\x09\x01', 'latin1')
const METHOD_FRAME = 1
const TIMEOUT_MS = 2_000

/**
 * Greets a broker as AMQP 0-9-1 (section 2.2.4 of its specification) says.
 *
 * @throws Error when nothing answers with a method frame (`connection.start`)
 */
export function greetBroker(port: number, host = '127.0.0.1'): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host, timeout: TIMEOUT_MS })
    const end = (error?: Error): void => {
      socket.destroy()
      if (error) reject(error)
      else resolve()
    }
    socket.once('connect', () => socket.write(PROTOCOL_HEADER))
    socket.once('error', end)
    socket.once('timeout', () => end(new Error('the broker is silent')))
    socket.once('close', () => end(new Error('the broker hung up')))
    socket.once('data', (data) =>
      end(data[0] === METHOD_FRAME ? undefined : new Error('not an AMQP 0-9-1 broker')),
    )
  })
}
