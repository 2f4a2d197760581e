import { once } from 'node:events'
import { connect } from 'node:net'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { RouterClient } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type Loopback, serveLoopback } from '../../../src-main/hosts/loopback/index.ts'
import { ask, upgradeStatus } from './http.ts'
import { pageFolder } from './page-folder.ts'
import { tiny } from './tiny.ts'

let page: ReturnType<typeof pageFolder>
let core: ReturnType<typeof tiny>
let loopback: Loopback
let gone: Promise<void>

beforeEach(async () => {
  page = pageFolder()
  core = tiny()
  const leaving = Promise.withResolvers<void>()
  gone = leaving.promise
  loopback = await serveLoopback(core.served, { folder: page.folder, graceMs: 50, onGone: leaving.resolve })
})
afterEach(async () => {
  await loopback.close()
  page.remove()
})

const origin = () => `http://127.0.0.1:${loopback.port}`
const token = () => new URL(loopback.newAddress()).hash.replace('#token=', '')
const exchange = (value: string, headers = {}) =>
  ask(loopback.port, {
    method: 'POST',
    path: '/session',
    body: value,
    headers: { origin: origin(), ...headers },
  })

async function admitted(value = token()): Promise<string> {
  const { headers } = await exchange(value)
  return (headers['set-cookie']?.[0] ?? '').split(';')[0] ?? ''
}

async function opened(cookie: string): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${loopback.port}/rpc`, {
    headers: { cookie, origin: origin() },
  })
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  return socket
}

describe('the loopback host', () => {
  it('serves the page with its policy, and a nonce of its own on each load', async () => {
    const [one, two] = [await ask(loopback.port, {}), await ask(loopback.port, {})]
    expect(one.status).toBe(200)
    const nonce = /'nonce-([^']+)'/.exec(String(one.headers['content-security-policy']))?.[1] ?? 'none'
    expect(one.body).toContain(`nonce="${nonce}"`)
    expect(two.body).not.toContain(nonce)
    expect(one.headers['content-security-policy']).not.toContain('unsafe-')
    expect(one.headers['content-security-policy']).toContain("default-src 'none'")
    expect(one.headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(one.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
  })

  it.each(['evil.example', 'localhost', '127.0.0.1', '127.0.0.1:1', '[::1]'])(
    'answers nothing to another Host, as after DNS rebinding: %s',
    async (host) => {
      expect((await ask(loopback.port, { headers: { host } })).status).toBe(403)
      const headers = { host, origin: origin(), cookie: await admitted() }
      expect(await upgradeStatus(loopback.port, headers)).toBe(403)
    },
  )

  it.each(['http://evil.example', 'null', 'https://127.0.0.1', 'http://127.0.0.1:1', 'http://localhost'])(
    'answers nothing to another Origin: %s',
    async (other) => {
      const cookie = await admitted()
      expect((await ask(loopback.port, { headers: { origin: other } })).status).toBe(403)
      expect((await exchange(token(), { origin: other })).status).toBe(403)
      expect(await upgradeStatus(loopback.port, { origin: other, cookie })).toBe(403)
    },
  )

  it('gives its files to no other page, even where that names no origin', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }
    expect((await ask(loopback.port, { path: '/assets/a.js', headers })).status).toBe(403)
  })

  it('takes a token of at least 128 bits once, for a cookie that scripts and other sites cannot use', async () => {
    const value = token()
    expect(Buffer.from(value, 'base64url').length).toBeGreaterThanOrEqual(16)
    const first = await exchange(value)
    expect(first.status).toBe(204)
    expect(first.headers['set-cookie']?.[0]).toMatch(/; HttpOnly; SameSite=Strict$/)
    const second = await exchange(value)
    expect(second.status).toBe(403)
    expect(second.headers['set-cookie']).toBeUndefined()
  })

  it('takes whoever has a cookie for in, also with a used token, and gives no second cookie for it', async () => {
    const value = token()
    const cookie = await admitted(value)
    const again = await exchange(value, { cookie })
    expect([again.status, again.headers['set-cookie']]).toEqual([204, undefined])
    const invented = await exchange(value, { cookie: `${cookie.slice(0, -1)}~` })
    expect([invented.status, invented.headers['set-cookie']]).toEqual([403, undefined])
  })

  it('takes no token without an origin, no wrong, no empty, no long one, and none that was replaced', async () => {
    const old = token()
    const current = token()
    const unnamed = await ask(loopback.port, { method: 'POST', path: '/session', body: current })
    expect(unnamed.status).toBe(403)
    for (const wrong of [old, '', `${current}x`, 'x'.repeat(10_000)])
      expect((await exchange(wrong)).status).toBeGreaterThanOrEqual(400)
    expect((await exchange(current)).status).toBe(204)
  })

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fpage-secret/secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '/%252e%252e%252fsecret.txt',
    '/../page-secret/secret.txt',
    '//secret.txt',
    '/assets',
    '/nothing.js',
  ])('answers 404 to %s', async (path) => {
    const answer = await ask(loopback.port, { path })
    expect(answer.status).toBe(404)
    expect(answer.body).not.toContain('CANARY')
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
  })

  it('opens no socket without the cookie, with a wrong one, without an origin, or elsewhere', async () => {
    const cookie = await admitted()
    const name = cookie.split('=')[0]
    const own = { origin: origin() }
    expect(await upgradeStatus(loopback.port, own)).toBe(403)
    expect(await upgradeStatus(loopback.port, { ...own, cookie: `${name}=${'A'.repeat(43)}` })).toBe(403)
    expect(await upgradeStatus(loopback.port, { cookie })).toBe(403)
    expect(await upgradeStatus(loopback.port, { ...own, cookie }, '/other')).toBe(403)
    expect(core.made()).toBe(0)
    expect(await upgradeStatus(loopback.port, { ...own, cookie })).toBe(101)
  })

  it('ends also while somebody whose upgrade was refused keeps the connection open', async () => {
    const peer = connect({ port: loopback.port, host: '127.0.0.1', allowHalfOpen: true })
    peer.on('error', () => undefined)
    peer.write(
      `GET /rpc HTTP/1.1\r\nHost: 127.0.0.1:${loopback.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    )
    const [answer]: Buffer[] = await once(peer, 'data')
    expect(answer?.toString()).toMatch(/^HTTP\/1\.1 403 /)
    try {
      const late = new Promise<string>((done) => setTimeout(done, 5_000, 'still open').unref())
      expect(await Promise.race([loopback.close().then(() => 'closed'), late])).toBe('closed')
    } finally {
      peer.destroy()
    }
  })

  it('gives each page a session of its own, ends it with the page, and tells when all are gone', async () => {
    const cookie = await admitted()
    const sockets = [await opened(cookie), await opened(cookie)]
    const clients = sockets.map((websocket) =>
      createORPCClient<RouterClient<ReturnType<typeof tiny>['router']>>(new RPCLink({ websocket })),
    )
    expect(await Promise.all(clients.map((client) => client.who()))).toEqual([1, 2])
    for (const socket of sockets) socket.close()
    await gone
    expect(core.ended.toSorted()).toEqual([1, 2])
  })

  it('tells a page why no session could be made, keeps the reason, and serves the next one', async () => {
    const cookie = await admitted()
    const broken = new Error('The store is away.')
    core.breakWith(broken)
    type Client = RouterClient<ReturnType<typeof tiny>['router']>
    const client = async () => createORPCClient<Client>(new RPCLink({ websocket: await opened(cookie) }))
    const refused = await client()
    await expect(refused.who()).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: 'The console cannot be opened.',
    })
    expect(core.defects).toEqual([broken])
    core.breakWith(undefined)
    expect(await (await client()).who()).toBe(1)
  })

  it('listens on 127.0.0.1 alone', async () => {
    expect(new URL(loopback.newAddress()).hostname).toBe('127.0.0.1')
    await expect(fetch(`http://[::1]:${loopback.port}/`)).rejects.toThrow()
  })
})
