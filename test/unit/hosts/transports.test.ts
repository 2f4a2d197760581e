import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { RPCHandler } from '@orpc/server/message-port'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { Session } from '../../../src-main/api/index.ts'
import { type Loopback, serveLoopback } from '../../../src-main/hosts/loopback/index.ts'
import { servedBy } from '../../../src-main/hosts/served.ts'
import { openWorkspace, SAMPLE, type Workspace } from '../../../src-main/workspace/index.ts'
import { CastellanError } from '../../../src-preload/contract/errors.ts'
import { LARGEST_FILE_BYTES } from '../../../src-preload/contract/imports.ts'
import type { Contract } from '../../../src-preload/contract/index.ts'
import { ask } from './http.ts'

type Client = ContractRouterClient<Contract>
type Way = 'direct' | 'port' | 'socket'
const WAYS: readonly Way[] = ['direct', 'port', 'socket']

const dataDir = mkdtempSync(join(tmpdir(), 'castellan-transports-'))
let workspace: Workspace
let loopback: Loopback
let socket: WebSocket
const ports: MessagePort[] = []
let clients: Readonly<Record<'port' | 'socket', Client>>
let direct: Session

beforeAll(async () => {
  workspace = await openWorkspace({ name: SAMPLE, dataDir })
  const served = servedBy(workspace, 'loopback')
  direct = await served.newSession()

  const { port1, port2 } = new MessageChannel()
  ports.push(port1, port2)
  new RPCHandler<{ session: Session }>(workspace.api.router).upgrade(port1, {
    context: { session: await served.newSession() },
  })
  port1.start()
  port2.start()

  loopback = await serveLoopback(served, { folder: dataDir })
  const origin = `http://127.0.0.1:${loopback.port}`
  const token = new URL(loopback.newAddress()).hash.replace('#token=', '')
  const { headers } = await ask(loopback.port, {
    method: 'POST',
    path: '/session',
    body: token,
    headers: { origin },
  })
  const cookie = headers['set-cookie']?.[0]?.split(';')[0] ?? ''
  socket = new WebSocket(`ws://127.0.0.1:${loopback.port}/rpc`, { headers: { cookie, origin } })
  clients = {
    port: createORPCClient<Client>(new PortLink({ port: port2 })),
    socket: createORPCClient<Client>(new SocketLink({ websocket: socket })),
  }
})

afterAll(async () => {
  socket.close()
  for (const port of ports) port.close()
  await loopback.close()
  await workspace.close()
  rmSync(dataDir, { recursive: true, force: true })
})

/** The call over one of the three ways: what it answers, or the error as far as it may cross. */
async function over(way: Way, path: readonly [string, string], input?: unknown): Promise<unknown> {
  try {
    if (way === 'direct') return await workspace.api.call(direct, path, input)
    const subject = clients[way] as unknown as Record<
      string,
      Record<string, (input: unknown) => Promise<unknown>>
    >
    return await subject[path[0]]?.[path[1]]?.(input)
  } catch (error) {
    if (error instanceof CastellanError || error instanceof ORPCError)
      return { error: { code: error.code, message: error.message, data: error.data } }
    throw error
  }
}

const everywhere = (path: readonly [string, string], input?: unknown): Promise<readonly unknown[]> =>
  Promise.all(WAYS.map((way) => over(way, path, input)))

describe('a call is answered alike over a port, over a socket and directly', () => {
  it('when it is allowed', async () => {
    const [one, ...others] = await everywhere(['session', 'current'])
    expect(one).toMatchObject({ workspace: { name: 'sample' }, user: { email: workspace.person } })
    for (const other of others) expect(other).toEqual(one)
    const [list, ...lists] = await everywhere(['session', 'contexts'])
    expect(list).not.toEqual([])
    for (const other of lists) expect(other).toEqual(list)
  })

  it.each([
    { path: ['teams', 'get'], input: { id: '01a2060e-f05f-70d4-bd93-172c2ca02399' }, code: 'NOT_FOUND' },
    { path: ['teams', 'get'], input: { id: { $ne: null } }, code: 'BAD_INPUT' },
    { path: ['session', 'enter'], input: {}, code: 'BAD_INPUT' },
  ] as const)('when it is refused with $code', async ({ path, input, code }) => {
    const [one, ...others] = await everywhere(path, input)
    expect(one).toMatchObject({ error: { code } })
    for (const other of others) expect(other).toEqual(one)
  })

  it('when a file is larger than any that is taken: refused in words, and the socket stays', async () => {
    const content = Buffer.alloc(LARGEST_FILE_BYTES + 1, 'a').toString('base64')
    const input = { fileName: 'people.csv', content }
    const sizes = await over('direct', ['imports', 'upload'], input)
    expect(sizes).toMatchObject({ error: { code: 'BAD_INPUT', data: { issues: [{ field: 'content' }] } } })
    expect(await over('socket', ['imports', 'upload'], input)).toEqual(sizes)
    expect(await over('socket', ['session', 'contexts'])).not.toEqual([])
  })

  it('when it streams, and leaving the stream ends it on the other side', async () => {
    for (const way of ['port', 'socket'] as const) {
      const stream = await clients[way].session.watch()
      const first = stream.next()
      const [context] = await clients[way].session.contexts()
      await clients[way].session.enter({ orgId: context?.orgId ?? '' })
      // Entering an organization ends what was opened in the one before.
      const { done, value } = await first
      expect(done === true || value?.kind !== undefined).toBe(true)
      await stream.return?.(undefined)
    }
  })
})
