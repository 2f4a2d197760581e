import { once } from 'node:events'
import { type IncomingHttpHeaders, type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http'

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface Ask {
  readonly method?: string
  readonly path?: string
  readonly headers?: OutgoingHttpHeaders
  readonly body?: string
}

/** One request with exactly these headers and this path, which `fetch` would tidy up. */
export async function ask(
  port: number,
  { method = 'GET', path = '/', headers = {}, body }: Ask,
): Promise<Answer> {
  const out = request({
    host: '127.0.0.1',
    port,
    method,
    path,
    headers,
    setHost: headers['host'] === undefined,
  })
  out.end(body)
  const [answer]: IncomingMessage[] = await once(out, 'response')
  if (answer === undefined) throw new Error('no answer')
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(Buffer.from(chunk))
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  }
}

/** The status that an upgrade is answered with: 101 where a socket is opened. */
export async function upgradeStatus(
  port: number,
  headers: OutgoingHttpHeaders,
  path = '/rpc',
): Promise<number> {
  const out = request({
    host: '127.0.0.1',
    port,
    path,
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      ...headers,
    },
  })
  out.end()
  return new Promise((resolve, reject) => {
    out.once('upgrade', (_answer, socket) => {
      socket.destroy()
      resolve(101)
    })
    out.once('response', (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    out.once('error', reject)
  })
}
