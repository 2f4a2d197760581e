import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Adapter } from '../../src-main/store/adapter.ts'
import { openMongo } from '../../src-main/store/mongodb/index.ts'
import { openSqlite } from '../../src-main/store/sqlite/index.ts'
import { inOneFile } from '../servers/in-one-file.ts'
import { startMongo, tempDir } from '../servers/index.ts'
import { boxSpec, newOrg } from './boxes.ts'

const ROUNDS = 50
const SERVER_ROUNDS = 2
const KEY = 'c4'.repeat(32)
const WRITER = await inOneFile(join(import.meta.dirname, 'crash-writer.ts'))

interface Writing {
  readonly org: string
  readonly child: ChildProcess
  /** Ends the writer in the middle of whatever it does. Answers the last number that it printed. */
  kill(): Promise<number>
}

/** Resolves when the first transaction was acknowledged. */
async function write(...store: readonly string[]): Promise<Writing> {
  const org = newOrg()
  const child = spawn(process.execPath, [WRITER, ...store, org], { stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  let [printed, complaint] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk))
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk))
  const closed = once(child, 'close')
  await Promise.race([once(child.stdout, 'data'), closed.then(() => Promise.reject(new Error(complaint)))])
  const kill = async (): Promise<number> => {
    child.kill('SIGKILL')
    await closed
    return Number(printed.slice(0, printed.lastIndexOf('\n')).split('\n').at(-1))
  }
  return { org, child, kill }
}

/** All that was acknowledged is there, at most the one under way beside it, and of each move all or nothing. */
async function check(adapter: Adapter, org: string, acknowledged: number): Promise<void> {
  const { rows, moved } = await adapter.transaction(async (session) => ({
    rows: await session.find(
      boxSpec,
      { org },
      { where: { in: ['name', ['from', 'to']] }, sort: { field: 'name', direction: 'asc' }, limit: 9 },
    ),
    moved: await session.find(
      boxSpec,
      { org },
      { where: { eq: ['name', 'move'] }, sort: { field: 'rank', direction: 'asc' }, limit: 1_000_000 },
    ),
  }))
  expect(acknowledged).toBeGreaterThan(0)
  expect(moved.length).toBeGreaterThanOrEqual(acknowledged)
  expect(moved.length).toBeLessThanOrEqual(acknowledged + 1)
  expect(moved.map((m) => m['rank'])).toEqual(moved.map((_, i) => i + 1))
  const sum = moved.reduce((total, m) => total + Number(m['size']), 0)
  const version = moved.length + 1
  expect(rows).toMatchObject([
    { name: 'from', size: 0 - sum, version },
    { name: 'to', size: sum, version },
  ])
}

/** Rounds in two lanes, so that one's start is not waited for by the other. */
async function inLanes(rounds: number, round: (lane: number) => Promise<void>): Promise<void> {
  const lane = async (number: number): Promise<void> => {
    for (let i = number; i < rounds; i += 2) await round(number)
  }
  await Promise.all([lane(0), lane(1)])
}
const aMoment = (): Promise<void> => pause(Math.random() * 40)

describe('after a crash', () => {
  it(`SQLite has what it acknowledged and no half of a transaction (${ROUNDS} kills)`, async () => {
    const folder = tempDir('crash')
    onTestFinished(() => folder.remove())
    const files = [0, 1].map((n) => join(folder.path, `${n}.db`))
    for (const file of files) {
      const adapter = await openSqlite({ file, key: KEY })
      await adapter.prepare([boxSpec])
      await adapter.close()
    }
    let most = 0
    await inLanes(ROUNDS, async (lane) => {
      const file = files[lane] ?? ''
      const writing = await write('sqlite', file, KEY)
      await aMoment()
      const acknowledged = await writing.kill()
      most = Math.max(most, acknowledged)
      const adapter = await openSqlite({ file, key: KEY })
      try {
        await check(adapter, writing.org, acknowledged)
      } finally {
        await adapter.close()
      }
    })
    // Kills came in the middle of work, not only at its very start.
    expect(most).toBeGreaterThan(0)
  }, 180_000)

  it(`MongoDB has what it acknowledged and no half of a transaction (${ROUNDS} kills, and ${SERVER_ROUNDS} of the server)`, async ({
    skip,
  }) => {
    const server = await startMongo()
    if (!server) {
      skip('SKIPPED: crashes on MongoDB, because there is no mongod on this machine.')
      return
    }
    onTestFinished(() => server.stop())
    const database = `crash_${randomUUID().slice(0, 8)}`
    const adapter = await openMongo({ uri: server.uri, database })
    onTestFinished(() => adapter.close())
    await adapter.prepare([boxSpec])
    let most = 0
    await inLanes(ROUNDS, async () => {
      const writing = await write('mongodb', server.uri, database)
      await aMoment()
      const acknowledged = await writing.kill()
      most = Math.max(most, acknowledged)
      await check(adapter, writing.org, acknowledged)
    })
    expect(most).toBeGreaterThan(0)
    // A server that was running before the tests is not ours to kill.
    for (let round = 0; round < SERVER_ROUNDS && server.pid !== 0; round++) {
      const writing = await write('mongodb', server.uri, database)
      await aMoment()
      await server.kill()
      const acknowledged = await writing.kill()
      await server.restart()
      await check(adapter, writing.org, acknowledged)
    }
  }, 300_000)
})
