import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { type Browser, chromium, expect, type Page, test } from '@playwright/test'
import { findChromium, type TempDir, tempDir } from '../../servers/index.ts'

const ROOT = resolve(import.meta.dirname, '../../..')
let browser: Browser | undefined
let server: ChildProcess
let data: TempDir
let address: string
let page: Page
const lines: string[] = []
const said: string[] = []

test.beforeAll(async () => {
  test.setTimeout(180_000)
  const program = await findChromium()
  if (!program) return
  browser = await chromium.launch({ executablePath: program.executablePath, args: [...program.args] })
  data = tempDir('loopback')
  server = spawn(process.execPath, ['scripts/start.ts', '--no-open'], {
    cwd: ROOT,
    env: { ...process.env, CASTELLAN_DATA: data.path },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (server.stdout) createInterface(server.stdout).on('line', (line) => lines.push(line))
  await expect.poll(() => lines.at(-1) ?? '', { timeout: 120_000 }).toMatch(/^Castellan is at /)
  address = (lines.at(-1) ?? '').replace('Castellan is at ', '')
  page = await (await browser.newContext()).newPage()
  page.on('console', (message) => said.push(message.text()))
  await page.goto(address)
})
test.afterAll(async () => {
  await browser?.close()
  if (server?.exitCode === null) {
    server.kill('SIGTERM')
    await once(server, 'exit')
  }
  data?.remove()
})
test.beforeEach(() => test.skip(browser === undefined, 'there is no Chromium here'))

test('the page opens by its address, draws under the policy, and forgets the token', async () => {
  await expect(page.getByRole('navigation').first()).toBeVisible()
  expect(page.url()).not.toContain('token')
  const kept = await page.evaluate(() => [...Object.values(sessionStorage), ...Object.values(localStorage)])
  expect(kept.join()).not.toContain(address.split('#token=')[1])
  expect(said.filter((line) => line.includes('Content Security Policy'))).toEqual([])
})

test('the cookie is kept from scripts and from other sites', async () => {
  expect(await page.evaluate(() => document.cookie)).toBe('')
  const [cookie, ...more] = await page.context().cookies()
  expect(more).toEqual([])
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' })
})

test('inline scripts and eval do not run', async () => {
  const result = await page.evaluate(
    () =>
      new Promise<object>((resolve) => {
        const script = document.createElement('script')
        script.textContent = 'globalThis.ran = true'
        document.head.append(script)
        // In a task of its own: what the debugger runs itself is exempt from the policy.
        setTimeout(() => {
          let evaluated = 'ran'
          try {
            new Function('return 1')()
          } catch (error) {
            evaluated = error instanceof Error ? error.name : 'threw'
          }
          resolve({ inline: 'ran' in globalThis, evaluated })
        }, 0)
      }),
  )
  expect(result).toEqual({ inline: false, evaluated: 'EvalError' })
})

test('a reload stays in, by the cookie alone', async () => {
  await page.reload()
  await expect(page.getByRole('navigation').first()).toBeVisible()
})

test('the address does not let a second browser in', async () => {
  const other = await browser?.newContext()
  const stranger = await other?.newPage()
  const sockets: string[] = []
  stranger?.on('websocket', (socket) => socket.on('framereceived', () => sockets.push(socket.url())))
  const exchanged = stranger?.waitForResponse((answer) => answer.url().endsWith('/session'))
  await stranger?.goto(address)
  expect((await exchanged)?.status()).toBe(403)
  expect(await other?.cookies()).toEqual([])
  expect(sockets).toEqual([])
  await other?.close()
})

test('another site can neither read it, nor frame it, nor open a socket', async () => {
  // The same machine, another port: another origin that the browser sends the cookie to, were it not SameSite.
  const { createServer } = await import('node:http')
  const evil = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end('<p>evil</p>'),
  )
  evil.listen(0, '127.0.0.1')
  await once(evil, 'listening')
  const bound = evil.address()
  const port = typeof bound === 'object' ? bound?.port : 0
  const other = await page.context().newPage()
  await other.goto(`http://127.0.0.1:${port}/`)
  const own = new URL(address).host
  const result = await other.evaluate(async (host) => {
    const read = await fetch(`http://${host}/`, { credentials: 'include' }).then(
      () => 'read',
      () => 'refused',
    )
    const socket = await new Promise((done) => {
      const made = new WebSocket(`ws://${host}/rpc`)
      made.onopen = () => done('open')
      made.onerror = () => done('refused')
    })
    const frame = document.createElement('iframe')
    frame.src = `http://${host}/`
    const loaded = new Promise((done) => {
      frame.onload = done
    })
    document.body.append(frame)
    await loaded
    return { read, socket }
  }, own)
  expect(result).toEqual({ read: 'refused', socket: 'refused' })
  const framed = other.frames().find((frame) => frame !== other.mainFrame())
  expect(framed?.url()).toBe('chrome-error://chromewebdata/')
  await other.close()
  evil.close()
})

test('when its last page is gone it offers a new address, which an early reload does not use up, and a signal ends it', async () => {
  const before = lines.length
  await page.close()
  await expect.poll(() => lines.length, { timeout: 30_000 }).toBe(before + 1)
  const renewed = (lines.at(-1) ?? '').replace('Castellan is at ', '')
  expect(renewed).not.toBe(address)
  const again = await browser?.newPage()
  // Reloaded before its token was exchanged, it still has it.
  const asked = again?.waitForRequest('**/session')
  await again?.route('**/session', () => undefined, { times: 1 })
  await again?.goto(renewed)
  await asked
  expect(again?.url()).not.toContain('token')
  await again?.reload()
  await expect(again?.getByRole('navigation').first() ?? page.locator('nowhere')).toBeVisible()

  const ended = once(server, 'exit')
  server.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
})
