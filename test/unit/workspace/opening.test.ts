import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { addWorkspace } from '../../../src-main/workspace/index.ts'
import { Opened } from '../../../src-main/workspace/opened.ts'
import { dropDatabase } from '../../servers/index.ts'

const uri = process.env['CASTELLAN_TEST_MONGODB'] ?? ''
const ENTRY = new URL('../../../src-main/workspace/index.ts', import.meta.url).href

describe('a workspace that is added', () => {
  it('names its operator by an address, or nothing is looked at and kept', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'castellan-adding-'))
    try {
      const operator = 'ada@acme.example/x'
      await expect(
        addWorkspace({ name: 'acme', mongodb: 'mongodb://127.0.0.1:9', operator, dataDir }),
      ).rejects.toMatchObject({ code: 'BAD_INPUT', data: { issues: [{ field: 'operator' }] } })
      expect(readdirSync(dataDir)).toEqual([])
    } finally {
      rmSync(dataDir, { recursive: true, force: true })
    }
  })
})

describe('a workspace that cannot be opened', () => {
  it.skipIf(uri === '')('leaves nothing open that would keep its process alive', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'castellan-opening-'))
    const database = `opening_${randomUUID().slice(0, 8)}`
    try {
      await addWorkspace({ name: 'acme', mongodb: uri, database, dataDir })
      const open = `
        import { openWorkspace } from ${JSON.stringify(ENTRY)}
        openWorkspace({ name: 'acme', dataDir: ${JSON.stringify(dataDir)} }).catch((e) => console.log(e.code))`
      // The name servers are read when the database is open already. Ends by itself, or the test does not.
      const child = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', open], {
        env: { ...process.env, CASTELLAN_DNS: 'no address' },
      })
      expect(child.stdout).toBe('BAD_INPUT\n')
    } finally {
      await dropDatabase(uri, database)
      rmSync(dataDir, { recursive: true, force: true })
    }
  })
})

describe('what was opened', () => {
  it('is closed in reverse, all of it even where one part fails, and once', async () => {
    const closed: string[] = []
    const opened = new Opened()
    opened.add(() => {
      closed.push('store')
    })
    opened.add(async () => {
      closed.push('broker')
      throw new Error('The broker does not close.')
    })
    opened.add(async () => {
      closed.push('api')
    })
    await expect(opened.close()).rejects.toThrow('The broker does not close.')
    await opened.close()
    expect(closed).toEqual(['api', 'broker', 'store'])
  })
})
