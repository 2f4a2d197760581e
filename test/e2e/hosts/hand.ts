/** What a person's hand does again and again, by the words that they read. */
import { readFile } from 'node:fs/promises'
import { expect, type Locator, type Page } from '@playwright/test'

/** Chooses an option of a field with a list; `within` is the dialog or drawer that the field is in. */
export async function choose(within: Page | Locator, field: string | RegExp, option: string | RegExp) {
  await within.getByRole('combobox', { name: field }).click()
  const page = 'page' in within ? within.page() : within
  await page.getByRole('option', { name: option }).first().click()
}

/** A page is drawn only when the way there has come to its end: an address that is set before it is overtaken by it. */
const arrived = (page: Page): Promise<void> =>
  expect(
    page.getByRole('main').getByRole('heading', { level: 1 }).filter({ hasNotText: 'Switching to' }),
  ).toBeVisible()

/** In the sample, becomes somebody else. After a reload a window still is who it was, and a browser is not. */
export async function becomes(page: Page, name: string): Promise<void> {
  const menu = page.getByRole('button', { name: /^Viewing as/ })
  await expect(menu).toBeVisible()
  if (await page.getByRole('button', { name: `Viewing as ${name}` }).isVisible()) return
  await menu.click()
  await page.getByRole('menuitem', { name: new RegExp(name) }).click()
  await expect(page.getByRole('button', { name: `Viewing as ${name}` })).toBeVisible()
  await arrived(page)
}

/** Goes to another organization by the switcher in the header. */
export async function switchTo(page: Page, organization: string): Promise<void> {
  await page.getByRole('button', { name: /^Organization: / }).click()
  await page.getByRole('option', { name: new RegExp(organization) }).click()
  await expect(page.getByRole('button', { name: `Organization: ${organization},` })).toBeVisible()
  await arrived(page)
}

/** Presses Undo in the toast that says this, and waits until it is told that it was undone. */
export async function undo(page: Page, said: string | RegExp): Promise<void> {
  const toast = page.getByRole('alert').filter({ hasText: said })
  await toast.getByRole('button', { name: 'Undo' }).click()
  await expect(
    page
      .getByRole('alert')
      .filter({ hasText: /^Undone$/ })
      .last(),
  ).toBeVisible()
}

/** The row of a table with this text. */
export const row = (page: Page | Locator, text: string | RegExp): Locator =>
  page.getByRole('row').filter({ hasText: text }).first()

/** A control that one may not use: it says so to assistive technology, and tells why on hover. */
export async function expectLocked(control: Locator, because: string): Promise<void> {
  await expect(control).toHaveAttribute('aria-disabled', 'true')
  await control.hover()
  await expect(control).toHaveAccessibleDescription(new RegExp(because.replace(/[.*+?()]/g, '\\$&')))
  await control.page().mouse.move(0, 0)
}

/** The same by keyboard alone: it is reached by Tab, and tells why there. */
export async function expectLockedByKeyboard(control: Locator, because: string): Promise<void> {
  await expect(control).toHaveAttribute('aria-disabled', 'true')
  // There and back: only a focus that the keyboard brought is one that is shown.
  await control.focus()
  await control.press('Shift+Tab')
  await control.page().keyboard.press('Tab')
  await expect(control).toBeFocused()
  await expect(control).toHaveAccessibleDescription(new RegExp(because.replace(/[.*+?()]/g, '\\$&')))
  await control.blur()
}

/** The rows of the CSV file that a click brings, without its byte order mark. */
export async function csvOf(
  page: Page,
  click: () => Promise<void>,
): Promise<{ name: string; lines: string[] }> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()])
  const text = await readFile(await download.path(), 'utf8')
  return {
    name: download.suggestedFilename(),
    lines: text
      .replace(/^\ufeff/, '')
      .trimEnd()
      .split('\r\n'),
  }
}

/** Has the console speak a language, as if it had been chosen in the account menu before the page was loaded. */
export async function speak(page: Page, language: 'en' | 'zh-TW'): Promise<void> {
  await page.evaluate((chosen) => {
    const state = { language: chosen, columns: {} }
    localStorage.setItem('castellan.preferences', JSON.stringify({ state, version: 1 }))
  }, language)
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('lang', language)
}
