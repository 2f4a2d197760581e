import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { MongoClient } from 'mongodb'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { program } from '../../../src-main/hosts/cli/index.ts'

const PATIENT = { timeout: 30_000, interval: 100 }
const ROOT = resolve(import.meta.dirname, '../../..')
const MAIN = join(ROOT, 'src-main/hosts/cli/main.ts')
const MONGODB = process.env['CASTELLAN_TEST_MONGODB']
const data = mkdtempSync(join(tmpdir(), 'castellan-agent-'))
// The secrets of a server are in its own folder.
const { DBUS_SESSION_BUS_ADDRESS: _, ...plain } = process.env
const env = { ...plain, CASTELLAN_DATA: data }

const running: ChildProcess[] = []
const castellan = (...args: readonly string[]): ChildProcess => {
  const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  running.push(child)
  return child
}
const ended = async (child: ChildProcess): Promise<{ code: number | null; err: string }> => {
  const err: Buffer[] = []
  child.stderr?.on('data', (chunk: Buffer) => err.push(chunk))
  child.stdout?.resume()
  const [code] = await once(child, 'close')
  return { code, err: Buffer.concat(err).toString() }
}
const ask = (address: string, path: string, headers: Record<string, string> = {}, method = 'GET') =>
  new Promise<{ status: number; body: string }>((done, failed) => {
    const asked = request(`${address}${path}`, { headers, method }, (response) => {
      let body = ''
      response.on('data', (chunk) => {
        body += chunk
      })
      response.on('end', () => done({ status: response.statusCode ?? 0, body }))
    })
    asked.on('error', failed)
    asked.end()
  })

afterEach(async () => {
  for (const child of running.splice(0))
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
})
afterAll(() => rmSync(data, { recursive: true, force: true }))

describe('castellan agent', () => {
  it('refuses what it cannot do: a workspace that is not there, one of this machine only, a port that is none', async () => {
    expect(await ended(castellan('agent', '--workspace', 'nowhere', '--port', '0'))).toMatchObject({
      code: 1,
      err: expect.stringMatching(/There is no workspace nowhere/),
    })
    await ended(castellan('call', 'session.current'))
    expect(await ended(castellan('agent', '--workspace', 'sample'))).toMatchObject({
      code: 2,
      err: expect.stringMatching(/on this machine only/),
    })
    expect((await ended(castellan('agent', '--workspace', 'sample', '--port', '70000'))).code).toBe(2)
  })

  it('is what the unit starts, with flags that it knows', () => {
    const unit = readFileSync(join(ROOT, 'resources/castellan-agent.service'), 'utf8')
    const start = /^ExecStart=(.*)$/m.exec(unit)?.[1]?.split(' ') ?? []
    expect(start[1]).toBe('/opt/castellan/src-main/hosts/cli/main.ts')
    const command = program().commands.find((c) => c.name() === start[2])
    const flags = start.slice(3).filter((word) => word.startsWith('--'))
    expect(command?.options.map((o) => o.long)).toEqual(flags)
    expect(unit).toMatch(/^NoNewPrivileges=yes$/m)
    expect(unit).toMatch(/^ProtectSystem=strict$/m)
  })

  describe.skipIf(!MONGODB)('on a company’s database', () => {
    const database = `agent_${randomUUID().slice(0, 8)}`
    beforeAll(async () => {
      const added = await ended(
        castellan('workspace', 'add', 'acme', '--mongodb', MONGODB ?? '', '--database', database),
      )
      expect(added).toEqual({ code: 0, err: '' })
    })
    afterAll(async () => {
      const client = await MongoClient.connect(MONGODB ?? '')
      await client.db(database).dropDatabase()
      await client.close()
    })
    const start = async (): Promise<{ child: ChildProcess; address: string }> => {
      const child = castellan('agent', '--workspace', 'acme', '--port', '0')
      if (!child.stdout) throw new Error('It has an output.')
      for await (const line of createInterface(child.stdout)) return { child, ...JSON.parse(line) }
      throw new Error(`It ended with ${(await ended(child)).err}`)
    }
    const health = async (address: string) => {
      const { status, body } = await ask(address, '/health')
      return { status, ...JSON.parse(body) }
    }

    it('publishes, tells its health and its figures, and ends with 0 when it is asked to', async () => {
      const { child, address } = await start()
      await vi.waitFor(async () => expect(await health(address)).toMatchObject({ status: 200 }), PATIENT)
      const founding = ['call', 'platform.create', '--workspace', 'acme', '--as', 'operator@acme.example']
      const input = { name: 'Fen', slug: 'fen-ltd', admin: { email: 'fen@fen.example', name: 'Fen' } }
      const founded = await ended(castellan(...founding, '--org', 'platform', JSON.stringify(input)))
      expect(founded).toEqual({ code: 0, err: '' })
      await vi.waitFor(async () => {
        const { body } = await ask(address, '/metrics')
        expect(body).toMatch(/^castellan_events_published_total [1-9]/m)
        expect(body).toMatch(/^castellan_outbox_pending 0$/m)
        expect(body).toMatch(/^castellan_relay_held 1$/m)
      }, PATIENT)
      const { body } = await ask(address, '/metrics')
      expect(body).toMatch(/^castellan_info\{version="[^"]+",workspace="acme"\} 1$/m)
      expect(body).not.toMatch(/fen|mongodb:\/\//)
      for (const line of body.trim().split('\n'))
        expect(line).toMatch(/^(# (HELP|TYPE) castellan_\w+ .+|castellan_\w+(\{.*\})? -?[\d.e+]+)$/)
      child.kill('SIGTERM')
      expect((await ended(child)).code).toBe(0)
    })

    it('of two one works and the other waits, and takes over when the first is gone', async () => {
      const one = await start()
      await vi.waitFor(async () => expect((await health(one.address)).relay).toBe('here'), PATIENT)
      const two = await start()
      expect(await health(two.address)).toMatchObject({ status: 200, relay: 'elsewhere' })
      one.child.kill('SIGINT')
      expect((await ended(one.child)).code).toBe(0)
      await vi.waitFor(async () => expect((await health(two.address)).relay).toBe('here'), PATIENT)
    })

    it('answers this machine only, by its own name, and only what is asked for', async () => {
      const { address } = await start()
      expect((await ask(address, '/health', { host: 'evil.example' })).status).toBe(403)
      expect((await ask(address, '/other')).status).toBe(404)
      expect((await ask(address, '/metrics', {}, 'POST')).status).toBe(405)
    })
  })
})
