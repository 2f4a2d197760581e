import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Obtaining, obtainElectron } from '../../../scripts/lib/obtain-electron.ts'

let root: string
let how: Obtaining
let counter: string

/** An installer that counts its runs and then does what is given. */
function installer(then: string): void {
  writeFileSync(
    how.installer,
    `const fs = require('node:fs'), path = require('node:path')
     fs.appendFileSync(${JSON.stringify(counter)}, 'x')
     const dist = path.join(${JSON.stringify(root)}, 'node_modules/electron/dist')
     ${then}`,
  )
}
const runs = () => (existsSync(counter) ? readFileSync(counter, 'utf8').length : 0)

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'castellan-electron-'))
  counter = join(root, 'runs')
  how = {
    root,
    patienceMs: 1_500,
    installer: join(root, 'install.cjs'),
    memory: join(root, '.cache/not-obtained.json'),
  }
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

describe("obtaining Electron's runtime", () => {
  it('that fails is one line, and is not tried again on the same day', async () => {
    installer(
      `process.stderr.write('\\nRequestError: getaddrinfo ENOTFOUND host\\n    at stack (x.js:1)\\n'); process.exit(1)`,
    )
    const expected = { because: 'getaddrinfo ENOTFOUND host' }
    expect(await obtainElectron(how)).toEqual(expected)
    expect(await obtainElectron(how)).toEqual(expected)
    expect(runs()).toBe(1)
  })

  it('is tried again on the next day', async () => {
    installer(`process.exit(1)`)
    await obtainElectron(how)
    writeFileSync(how.memory, JSON.stringify({ at: Date.now() - 86_400_001, because: 'yesterday' }))
    await obtainElectron(how)
    expect(runs()).toBe(2)
  })

  it('that makes no progress is given up, and leaves nothing behind', async () => {
    installer(`setInterval(() => {}, 1000)`)
    expect(await obtainElectron(how)).toEqual({ because: 'no progress for 1.5 s' })
    expect(readdirSync(join(root, '.cache'))).toEqual(['not-obtained.json'])
  })

  it('is waited for as long as bytes keep coming', async () => {
    // Three times the patience in all, never longer than it without a byte.
    installer(`
      const file = path.join(process.env.TMPDIR, 'part')
      let n = 0
      const timer = setInterval(() => {
        fs.appendFileSync(file, 'x'.repeat(1000))
        n += 1
        if (n < 15) return
        clearInterval(timer)
        fs.mkdirSync(path.join(dist, 'resources'), { recursive: true })
        fs.writeFileSync(path.join(dist, 'version'), 'v45.4.1')
        fs.writeFileSync(path.join(dist, 'electron'), '')
      }, 300)`)
    expect(await obtainElectron(how)).toEqual({
      runtime: {
        executable: join(root, 'node_modules/electron/dist/electron'),
        version: '45.4.1',
        from: 'package',
      },
    })
  })
})
