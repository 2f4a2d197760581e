import { expect, test } from '@playwright/test'
import { expectAccessible, expectFits, go, look, PAGES, picture } from './hosts/look.ts'
import { opened } from './hosts/opened.ts'
import { openServed } from './hosts/served.ts'

const here = opened('Chromium', openServed)

for (const { path, heading, name } of PAGES)
  test(`${name}: is there, in light and dark, and axe finds nothing serious`, async () => {
    const { page } = here()
    await go(page, path)
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
    await page.waitForLoadState('networkidle')
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
    await look(page, 'chromium', name)
  })

test('what axe finds serious fails, in whichever scheme it is', async () => {
  const { page } = here()
  await page.evaluate(() => {
    const unread = document.createElement('p')
    unread.textContent = 'Grey on grey'
    unread.style.cssText = 'position: fixed; inset: auto auto 0 0; background: #777; color: #787878'
    const unnamed = document.createElement('button')
    document.querySelector('main')?.append(unread, unnamed)
  })
  const found = await expectAccessible(page).then(
    () => '',
    (error: Error) => error.message,
  )
  for (const one of ['light color-contrast', 'dark color-contrast', 'button-name'])
    expect(found).toContain(one)
  await page.reload()
})

test('of a dialog axe finds it too, and not what lies behind', async () => {
  const { page } = here()
  await go(page, '/people')
  await page.getByRole('button', { name: 'Add person' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a person' })
  await expect(dialog).toBeVisible()
  await page.evaluate(() => {
    const unnamed = (where: string): HTMLButtonElement => {
      const button = document.createElement('button')
      button.className = where
      return button
    }
    document.querySelector('main')?.append(unnamed('behind'))
    document.querySelector('[role="dialog"]')?.append(unnamed('in-front'))
  })
  const found = await expectAccessible(page).then(
    () => '',
    (error: Error) => error.message,
  )
  expect(found).toContain('button-name: .in-front')
  expect(found).not.toContain('behind')
  await page.reload()
})

test('whoever asks for less motion gets no transition, of no element', async () => {
  const moving = await here().page.evaluate(
    () =>
      [...document.querySelectorAll('*')].filter((e) => getComputedStyle(e).transitionProperty !== 'none')
        .length,
  )
  expect(moving).toBe(0)
})

test('fits a window of 1024×700 without a horizontal scroll bar', async () => {
  const { page } = here()
  await page.setViewportSize({ width: 1024, height: 700 })
  for (const { path, heading, name } of PAGES) {
    await go(page, path)
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
    await expectFits(page, name)
    await picture(page, 'small', name)
  }
  await page.setViewportSize({ width: 1440, height: 900 })
})

test('the operators’ pages are there for an operator', async () => {
  const { page } = here()
  await page.evaluate(() => localStorage.clear())
  await go(page, '/')
  await page.getByRole('button', { name: /viewing as/i }).click()
  await page.getByRole('menuitem', { name: /olivia/i }).click()
  await expect(page.getByRole('link', { name: 'Organizations' })).toBeVisible()
  await go(page, '/organizations')
  await expect(page.getByText('Harbor Health')).toBeVisible()
  await look(page, 'chromium', 'organizations')
  await go(page, '/health')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await look(page, 'chromium', 'health')
})
