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
