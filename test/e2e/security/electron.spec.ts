import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { opened } from '../hosts/opened.ts'
import { type ConsoleWindow, openConsoleWindow } from './console-window.ts'

const here = opened('Electron', openConsoleWindow)
let console_: ConsoleWindow

test.beforeEach(() => {
  console_ = here()
})

test('the page draws under the policy, which nothing of it violates', async () => {
  await expect(console_.page.getByRole('navigation').first()).toBeVisible()
  expect(console_.page.url()).toMatch(/^app:\/\/castellan\//)
  expect(console_.said.filter((line) => line.includes('Content Security Policy'))).toEqual([])
})

test('the page knows neither Node nor Electron', async () => {
  const known = await console_.page.evaluate(() =>
    ['require', 'process', 'module', 'global', 'Buffer', 'electron', 'ipcRenderer', '__dirname'].filter(
      (name) => name in globalThis,
    ),
  )
  expect(known).toEqual([])
})

test("the page's process is in the system's sandbox", async () => {
  const pid = await console_.app.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0,
  )
  expect(pid).toBeGreaterThan(0)
  test.skip(process.platform !== 'linux', 'only Linux tells from outside')
  // Filtered system calls, and no way to gain rights: what Chromium's sandbox is made of on Linux.
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  expect(status).toMatch(/^Seccomp:\s+2$/m)
  expect(status).toMatch(/^NoNewPrivs:\s+1$/m)
})

test('inline scripts and eval do not run', async () => {
  const result = await console_.page.evaluate(
    () =>
      new Promise<object>((resolve) => {
        const violated: string[] = []
        document.addEventListener('securitypolicyviolation', (event) =>
          violated.push(event.violatedDirective),
        )
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
          setTimeout(
            () => resolve({ inline: 'ran' in globalThis, evaluated, violated: violated.sort() }),
            100,
          )
        }, 0)
      }),
  )
  expect(result).toMatchObject({ inline: false, evaluated: 'EvalError' })
  expect(JSON.stringify(result)).toContain('script-src')
})

test('nothing is loaded from elsewhere', async () => {
  const result = await console_.page.evaluate(() =>
    Promise.all(
      ['https://example.com/', 'http://127.0.0.1:9/', 'file:///etc/passwd', 'app://other/index.html'].map(
        (url) =>
          fetch(url).then(
            () => 'answered',
            () => 'refused',
          ),
      ),
    ),
  )
  expect(result).toEqual(['refused', 'refused', 'refused', 'refused'])
})

test('only files of the page are answered', async () => {
  const statuses = await console_.page.evaluate(() =>
    Promise.all(
      [
        '/index.html',
        '/..%2fmain%2findex.cjs',
        '/%2e%2e%2fmain/index.cjs',
        '/assets/..%2f..%2f..%2fpackage.json',
        '/..%5cmain%5cindex.cjs',
        '/%252e%252e%252fmain%252findex.cjs',
        '/../main/index.cjs',
        '/etc/passwd',
        '/people',
      ].map((path) => fetch(`app://castellan${path}`).then((answer) => answer.status)),
    ),
  )
  expect(statuses).toEqual([200, 404, 404, 404, 404, 404, 404, 404, 404])
})

for (const url of ['https://example.com/', 'file:///etc/passwd', 'app://other/', 'data:text/html,x'])
  test(`the window does not go to ${url}`, async () => {
    const before = console_.page.url()
    await console_.page.evaluate((to) => {
      const link = document.createElement('a')
      link.href = to
      document.body.append(link)
      link.click()
      link.remove()
    }, url)
    // The page still answers, from where it was.
    await console_.page.waitForTimeout(300)
    expect(await console_.page.evaluate(() => location.href)).toBe(before)
  })

test('no window is opened, neither by script nor by link', async () => {
  const result = await console_.page.evaluate(() => {
    const link = document.createElement('a')
    link.href = 'https://example.com/'
    link.target = '_blank'
    document.body.append(link)
    link.click()
    link.remove()
    return [window.open('https://example.com/'), window.open('about:blank'), window.open('app://castellan/')]
  })
  expect(result).toEqual([null, null, null])
  await console_.page.waitForTimeout(300)
  expect(await console_.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('a link to a known host opens in the system, and none to any other', async () => {
  // The system's own browser is not what is tried: what it would be asked is noted in its place.
  await console_.app.evaluate(({ shell }) => {
    const asked: string[] = []
    Object.assign(globalThis, { asked })
    shell.openExternal = async (url) => void asked.push(url)
  })
  await console_.page.evaluate(() => {
    for (const url of [
      'https://docs.mongodb.com/manual/',
      'https://evilmongodb.com/',
      'http://docs.mongodb.com/',
      'https://user@mongodb.com/',
      'file:///etc/passwd',
      'mailto:help@castellan.example',
    ])
      window.open(url)
  })
  const asked = () => console_.app.evaluate(() => Reflect.get(globalThis, 'asked'))
  await expect.poll(asked).toEqual(['https://docs.mongodb.com/manual/', 'mailto:help@castellan.example'])
  expect(await console_.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('a redirect to elsewhere is stopped, one to the own page is not', async () => {
  const before = console_.page.url()
  // Our scheme answers no redirects: the event is raised on the window's own contents, as Electron would.
  const gone = await console_.app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    if (!contents) return 'no window'
    const followed = (url: string): boolean => {
      let stayed = false
      const event = { preventDefault: () => (stayed = true) }
      contents.emit('will-redirect', event, url, false, true)
      return !stayed
    }
    return [
      'https://example.com/',
      'file:///etc/passwd',
      'app://other/',
      'app://castellan/index.html',
    ].filter(followed)
  })
  expect(gone).toEqual(['app://castellan/index.html'])
  expect(console_.page.url()).toBe(before)
})

test('no webview and no frame is attached', async () => {
  await console_.page.evaluate(() => {
    const view = document.createElement('webview')
    view.setAttribute('src', 'https://example.com/')
    const frame = document.createElement('iframe')
    frame.src = 'https://example.com/'
    document.body.append(view, frame)
  })
  await console_.page.waitForTimeout(300)
  const all = await console_.app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => contents.getType()),
  )
  expect(all.filter((type) => type === 'webview')).toEqual([])
  expect(console_.page.frames().filter((frame) => frame.url().includes('example.com'))).toEqual([])
  await console_.page.evaluate(() => {
    for (const made of document.querySelectorAll('webview, iframe[src*="example.com"]')) made.remove()
  })
})

test('permissions are denied', async () => {
  const result = await console_.page.evaluate(async () => {
    const state = async (name: string) =>
      navigator.permissions.query({ name: name as PermissionName }).then(
        (status) => status.state,
        () => 'denied',
      )
    const media = await navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => 'granted',
      () => 'denied',
    )
    const place = await new Promise((resolve) =>
      navigator.geolocation.getCurrentPosition(
        () => resolve('granted'),
        () => resolve('denied'),
      ),
    )
    return [
      await Notification.requestPermission(),
      media,
      place,
      await state('geolocation'),
      await state('midi'),
    ]
  })
  expect(result).toEqual(['denied', 'denied', 'denied', 'denied', 'denied'])
})

test('a load gets one port: a second request is answered neither to the page nor by the main process', async () => {
  const second = await console_.page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        window.addEventListener('message', (event) => {
          if (event.ports.length > 0) resolve('a second port')
        })
        window.postMessage('castellan:connect', location.origin)
        setTimeout(() => resolve('nothing'), 500)
      }),
  )
  expect(second).toBe('nothing')

  // What a preload script that had been taken over would send.
  const closed = await console_.app.evaluate(({ ipcMain, BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    let refused = false
    const port = { close: () => (refused = true), start: () => undefined, on: () => undefined }
    ipcMain.emit('castellan:port', { sender: contents, senderFrame: contents?.mainFrame, ports: [port] })
    return refused
  })
  expect(closed).toBe(true)
})

test('a reload is a load of its own, and gets its port', async () => {
  await console_.page.reload()
  await expect(console_.page.getByRole('navigation').first()).toBeVisible()
})

test('a lost port comes back by itself: the page loads again, where it was, and says so', async () => {
  const { app, page } = console_
  // What the main process holds of the port of the next load, so that it can be lost here.
  await app.evaluate(({ ipcMain }) => {
    ipcMain.prependOnceListener('castellan:port', (event) => {
      Object.assign(globalThis, { lost: event.ports[0] })
    })
  })
  await page.evaluate(() => {
    location.hash = '#/teams'
  })
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Teams' })).toBeVisible()
  await expect(page.getByRole('row', { name: /Support/ }).first()).toBeVisible()

  await app.evaluate(() => Reflect.get(globalThis, 'lost').close())
  await expect(page.getByRole('alert').filter({ hasText: 'was loaded again' })).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: 'Teams' })).toBeVisible()
  await expect(page.getByRole('row', { name: /Support/ }).first()).toBeVisible()
})

test('a core that takes no port is asked more and more rarely, and the page says when', async () => {
  const { app, page } = console_
  await app.evaluate(({ ipcMain }) => {
    const refuse = (event: { readonly ports: readonly { close(): void }[] }): void => {
      for (const port of event.ports) port.close()
    }
    Object.assign(globalThis, { accept: () => ipcMain.off('castellan:port', refuse) })
    ipcMain.prependListener('castellan:port', refuse)
  })
  await page.reload()
  const banner = page.getByRole('alert').filter({ hasText: 'The connection to the console was lost' })
  await expect(banner).toContainText('The page loads again in')
  // The fourth wait in a row is of four seconds; the first was of half a second.
  await expect(banner).toContainText('in 4 s')
  await app.evaluate(() => Reflect.get(globalThis, 'accept')())
  await page.getByRole('button', { name: 'Load now' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Teams' })).toBeVisible()
  await expect(banner).toBeHidden()
})

test('a window that goes elsewhere before it is loaded is no workspace that cannot be opened', async () => {
  const { app } = console_
  const opening = app.waitForEvent('window')
  await app.evaluate(({ app, BrowserWindow }) => {
    // The last window is closed without the console ending, as on a Mac, and the next goes on while it loads.
    app.removeAllListeners('window-all-closed').on('window-all-closed', () => undefined)
    app.once('browser-window-created', (_event, window) =>
      window.webContents.once('did-start-loading', () => {
        Object.assign(globalThis, { interrupted: true })
        setImmediate(() => window.webContents.loadURL('app://castellan/#/people').catch(() => undefined))
      }),
    )
    for (const window of BrowserWindow.getAllWindows()) window.destroy()
    app.emit('activate')
  })
  const page = await opening
  await expect(page.getByRole('heading', { level: 1, name: 'People' })).toBeVisible()
  expect(await app.evaluate(() => Reflect.get(globalThis, 'interrupted'))).toBe(true)
})
