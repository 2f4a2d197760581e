import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { chromium } from '@playwright/test'
import { MongoClient } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { findChromium, startKeyring, startMongo } from './index.ts'
import { isAlive } from './lock.ts'

describe('mongod', () => {
  it('commits a transaction, keeps it over a crash, and is gone when stopped', async (test) => {
    const mongo = await startMongo()
    if (!mongo || mongo.pid === 0) return test.skip('a server of its own is needed')
    const client = new MongoClient(mongo.uri)
    try {
      const notes = client.db('servers-test').collection('notes')
      await client.withSession((session) =>
        session.withTransaction(() =>
          notes.insertOne({ text: 'kept' }, { session, writeConcern: { j: true } }),
        ),
      )
      await mongo.kill()
      await mongo.restart()
      expect(await notes.countDocuments({ text: 'kept' })).toBe(1)
    } finally {
      await client.close()
      await mongo.stop()
    }
    expect(isAlive(mongo.pid)).toBe(false)
  })

  it.runIf(process.platform === 'linux')(
    'ends with the run that started it, even when that is killed',
    async () => {
      const module = JSON.stringify(new URL('./mongo.ts', import.meta.url).href)
      const script = `import(${module}).then(async (m) => console.log((await m.startMongo())?.pid ?? 0))
      setInterval(() => {}, 1000)`
      const owner = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] })
      const [line] = await once(owner.stdout, 'data')
      owner.kill('SIGKILL')
      const pid = Number(String(line))
      const end = Date.now() + 20_000
      while (pid > 0 && isAlive(pid) && Date.now() < end) await sleep(100)
      expect(pid > 0 && isAlive(pid)).toBe(false)
    },
  )
})

describe('keyring', () => {
  it('gives back the secret that it was given', async (test) => {
    const keyring = await startKeyring()
    if (!keyring) return test.skip('no keyring here')
    Object.assign(process.env, keyring.env)
    const { default: keytar } = await import('keytar')
    try {
      await keytar.setPassword('castellan-test', 'round-trip', 'a secret')
      expect(await keytar.getPassword('castellan-test', 'round-trip')).toBe('a secret')
      expect(await keytar.deletePassword('castellan-test', 'round-trip')).toBe(true)
    } finally {
      await keyring.stop()
    }
  })
})

describe('Chromium', () => {
  it('opens a page', async (test) => {
    const found = await findChromium()
    if (!found) return test.skip('no Chromium here')
    const browser = await chromium.launch({ executablePath: found.executablePath, args: [...found.args] })
    try {
      const page = await browser.newPage()
      await page.goto('data:text/html,<title>It opens</title>')
      expect(await page.title()).toBe('It opens')
    } finally {
      await browser.close()
    }
  })
})
