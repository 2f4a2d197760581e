import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { endianness } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Loopback, serveLoopback } from '../../../src-main/hosts/loopback/index.ts'
import { ownerIn } from '../../../src-main/hosts/loopback/peer.ts'
import { ask } from './http.ts'
import { pageFolder } from './page-folder.ts'
import { tiny } from './tiny.ts'

const NOBODY = 65_534
const linux = process.platform === 'linux'

/** As captured on Linux 6.18, the kernel's own columns after the inode left out. */
const TCP = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:AB3B 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1548755 1 0000000000000000 100 0 0 10 0
 411: 0100007F:B3B2 0100007F:8F6D 01 00000000:00000000 00:00000000 00000000 65534        0 1559945 2 0000000000000000 20 0 0 10 -1
 475: 0100007F:8F6D 0100007F:B3B2 01 00000000:00000000 00:00000000 00000000     0        0 1559946 1 0000000000000000 20 0 0 10 -1
 476: 0100007F:B840 0100007F:8F6D 05 00000000:00000000 03:00001751 00000000     0        0 0 3 0000000000000000
`
const TCP6 = `  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0000000000000000FFFF00000100007F:B840 0000000000000000FFFF00000100007F:AB21 01 00000000:00000000 00:00000000 00000000  1000        0 1559984 2 0000000000000000 20 0 0 10 -1
`
const at = (port: number) => ({ address: '127.0.0.1', port })

describe.runIf(endianness() === 'LE')("the kernel's list of connections", () => {
  it('tells whose the end at the peer is, not whose ours is', () => {
    expect(ownerIn(TCP, at(0xb3b2), at(0x8f6d))).toBe(NOBODY)
    expect(ownerIn(TCP, at(0x8f6d), at(0xb3b2))).toBe(0)
  })

  it('has an IPv4 address within an IPv6 one too', () => {
    expect(ownerIn(TCP6, at(0xb840), at(0xab21))).toBe(1000)
  })

  it('names root for an end that was closed: that one is gone', () => {
    expect(ownerIn(TCP, at(0xb840), at(0x8f6d))).toBe('gone')
  })

  it('tells nothing of a connection that it does not have, or has with somebody else', () => {
    for (const [peer, own] of [
      [at(1), at(0x8f6d)],
      [at(0xb3b2), at(1)],
      [{ address: '127.0.0.2', port: 0xb3b2 }, at(0x8f6d)],
    ] as const)
      expect(ownerIn(TCP, peer, own)).toBeNull()
    expect(ownerIn('', at(1), at(2))).toBeNull()
  })
})

let page: ReturnType<typeof pageFolder>
let loopback: Loopback

beforeEach(async () => {
  page = pageFolder()
  loopback = await serveLoopback(tiny().served, { folder: page.folder })
})
afterEach(async () => {
  await loopback.close()
  page.remove()
})

/** Exchanges the token in a process of its own, which becomes another user first where it is told to. */
async function exchangeElsewhere(
  token: string,
  { host = '127.0.0.1', uid = -1, waits = true },
): Promise<string> {
  const { port } = loopback
  const words = [
    `POST /session HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: http://127.0.0.1:${port}`,
    `Content-Length: ${token.length}\r\nConnection: close\r\n\r\n${token}`,
  ].join('\r\n')
  const script = `
    if (${uid} >= 0) { process.setgroups([]); process.setgid(${uid}); process.setuid(${uid}) }
    const socket = require('node:net').connect(${port}, '${host}', () =>
      socket.write(${JSON.stringify(words)}, () => { if (!${waits}) process.exit() }))
    socket.once('data', (data) => process.stdout.write(data.toString().split(' ')[1]))`
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const said: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk))
  await once(child, 'close')
  return Buffer.concat(said).toString()
}

const token = () => new URL(loopback.newAddress()).hash.replace('#token=', '')
const HOSTS = ['127.0.0.1', '::ffff:127.0.0.1']

describe('the token of the loopback host', () => {
  it.each(HOSTS)('is taken from another process of the same user, at %s', async (host) => {
    expect(await exchangeElsewhere(token(), { host })).toBe('204')
  })

  it.runIf(linux && process.getuid?.() === 0).each(HOSTS)(
    'is not taken from another user of this machine, and not used up by the try, at %s',
    async (host) => {
      const value = token()
      expect(await exchangeElsewhere(value, { host, uid: NOBODY })).toBe('403')
      await exchangeElsewhere(value, { host, uid: NOBODY, waits: false })
      const headers = { origin: `http://127.0.0.1:${loopback.port}` }
      const own = await ask(loopback.port, { method: 'POST', path: '/session', body: value, headers })
      expect(own.status).toBe(204)
    },
  )
})
