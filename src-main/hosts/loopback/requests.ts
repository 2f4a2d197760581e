import type { IncomingMessage, ServerResponse } from 'node:http'
import { contentSecurityPolicy, pageAnswer } from '../page/index.ts'
import { type Admission, cookieOf } from './admission.ts'
import { isOwnRequest } from './origin.ts'
import { isOfOwnUser } from './peer.ts'

const TOKEN_LIMIT_BYTES = 256

export interface Door {
  readonly port: number
  readonly folder: string
  readonly admission: Admission
}

/** Cookies know no port, so the name carries it: two consoles on one machine do not take each other's. */
export const cookieName = (port: number): string => `castellan-${port}`

export const isAdmitted = (request: IncomingMessage, door: Door): boolean =>
  door.admission.admits(cookieOf(request.headers.cookie, cookieName(door.port)))

/** Answers one request: the page's files, or the exchange of the token. Everything else is refused. */
export async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  door: Door,
): Promise<void> {
  const reading = request.method === 'GET' || request.method === 'HEAD'
  if (!isOwnRequest(request.headers, door.port, !reading)) return refuse(response, 403, 'Not from here.')
  const path = (request.url ?? '/').split(/[?#]/, 1)[0] ?? '/'
  if (request.method === 'POST' && path === '/session') return exchange(request, response, door)
  if (!reading) return refuse(response, 405, 'Not like this.')
  const page = await pageAnswer(door.folder, path, `ws://127.0.0.1:${door.port}`)
  response.writeHead(page.status, { ...page.headers, 'content-length': page.body.length })
  response.end(request.method === 'HEAD' ? undefined : page.body)
}

async function exchange(request: IncomingMessage, response: ServerResponse, door: Door): Promise<void> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const part = Buffer.from(chunk)
    size += part.length
    if (size > TOKEN_LIMIT_BYTES) return refuse(response, 413, 'Too long for a token.')
    chunks.push(part)
  }
  // Every user of the machine can read the address on the browser's command line.
  const own = await isOfOwnUser(request.socket)
  const cookie = own ? door.admission.exchange(Buffer.concat(chunks).toString('utf8').trim()) : null
  // Whoever has a cookie is in: a page that was reloaded at once asks with a token that it has used.
  if (cookie === null && !isAdmitted(request, door))
    return refuse(response, 403, 'This link was used already, or is not one of ours.')
  if (cookie !== null)
    response.setHeader('set-cookie', `${cookieName(door.port)}=${cookie}; Path=/; HttpOnly; SameSite=Strict`)
  response.writeHead(204, { 'cache-control': 'no-store' }).end()
}

export function refuse(response: ServerResponse, status: number, why: string): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-security-policy': contentSecurityPolicy('none'),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    connection: 'close',
  })
  response.end(`${why}\n`)
}
