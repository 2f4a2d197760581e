import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { becomes } from './hosts/hand.ts'
import { go, PAGES, picture } from './hosts/look.ts'
import { opened } from './hosts/opened.ts'
import { type ConsoleWindow, openConsoleWindow } from './security/console-window.ts'

const here = opened('Electron', openConsoleWindow)
let window_: ConsoleWindow

test.beforeEach(() => {
  window_ = here()
})

for (const { path, heading, name } of PAGES)
  test(`${name}: is there in the window, in light and dark`, async () => {
    const { page } = window_
    await go(page, path)
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
    await picture(page, 'electron', name, ['light', 'dark'])
  })

test('an export becomes a file where the person says', async () => {
  const { app, page, dataDir } = window_
  const file = join(dataDir, 'chosen.csv')
  // What the system's dialog would answer.
  await app.evaluate(({ session }, path) => {
    session.defaultSession.once('will-download', (_event, item) => item.setSavePath(path))
  }, file)
  await go(page, '/resources')
  await page.getByRole('button', { name: 'Export CSV' }).click()
  await expect.poll(() => linesOf(file)).toBe(26)
})

/** How many lines a file has; none where it is not there yet. */
function linesOf(file: string): number {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\r\n').length
  } catch {
    return 0
  }
}

test('a window with a draft asks before it is closed or loaded anew', async () => {
  const { app, page } = window_
  // What the system's box would answer.
  const answer = (button: 0 | 1) =>
    app.evaluate(({ dialog }, chosen) => {
      dialog.showMessageBoxSync = () => {
        Reflect.set(globalThis, 'asked', true)
        return chosen
      }
    }, button)
  await go(page, '/settings')
  const name = page.getByRole('textbox', { name: 'Name', exact: true })
  await name.click()
  await name.fill('Northwind Robots')
  await answer(0)
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect.poll(() => app.evaluate(() => Reflect.get(globalThis, 'asked'))).toBe(true)
  await expect(name).toHaveValue('Northwind Robots')
  await answer(1)
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.reload())
  await expect(name).toHaveValue('Northwind Robotics')
})

test('the operators’ pages are there in the window too', async () => {
  const { page } = window_
  await go(page, '/')
  await becomes(page, 'Olivia Reyes')
  await go(page, '/organizations')
  await expect(page.getByText('Harbor Health')).toBeVisible()
  await picture(page, 'electron', 'organizations')
  await go(page, '/health')
  await expect(page.getByText(/^SQLite \d/)).toBeVisible()
  await picture(page, 'electron', 'health')
})
