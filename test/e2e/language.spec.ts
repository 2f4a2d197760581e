import { expect, test } from '@playwright/test'
import { hasChineseFont } from '../servers/index.ts'
import { row } from './hosts/hand.ts'
import { expectFits, go, look, picture } from './hosts/look.ts'
import { opened } from './hosts/opened.ts'
import { openServed } from './hosts/served.ts'

const here = opened('Chromium', async () => {
  await hasChineseFont()
  const served = await openServed()
  return served
})

const PAGES = [
  { path: '/', heading: 'Northwind Robotics', name: 'overview' },
  { path: '/people', heading: '人員', name: 'people' },
  { path: '/teams', heading: '團隊', name: 'teams' },
  { path: '/roles', heading: '角色', name: 'roles' },
  { path: '/resources', heading: '資源', name: 'resources' },
  { path: '/settings', heading: '設定', name: 'settings' },
] as const

test('the language is chosen in the account menu, and the page says which it is', async () => {
  const { page } = here()
  await page.getByRole('button', { name: /^Your account: / }).click()
  await page.locator('label').filter({ hasText: '正體中文' }).click()
  await expect(page.getByRole('link', { name: '總覽' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-TW')
  await page.keyboard.press('Escape')
  await page.reload()
  await expect(page.getByRole('link', { name: '總覽' })).toBeVisible()
})

for (const { path, heading, name } of PAGES)
  test(`${name} in Traditional Chinese`, async () => {
    const { page } = here()
    await go(page, path)
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
    await picture(page, 'chinese', name)
  })

test('drawers, dialogs and refusals in Traditional Chinese', async () => {
  const { page } = here()
  await go(page, '/people?q=theo')
  await row(page, 'theo.lang@').click()
  const drawer = page.getByRole('dialog')
  await expect(drawer.getByRole('tab', { name: '角色與團隊' })).toBeVisible()
  await picture(page, 'chinese', 'member')
  await drawer.getByRole('tab').nth(1).click()
  await picture(page, 'chinese', 'why')
  await drawer.getByRole('button', { name: '停用' }).click()
  await picture(page, 'chinese', 'suspend')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await go(page, '/people/import')
  await picture(page, 'chinese', 'import')
  await go(page, '/roles')
  await page.getByRole('button', { name: '比較' }).click()
  await look(page, 'chinese', 'compare')
})

test('fits a window of 1024×700 in Traditional Chinese too', async () => {
  const { page } = here()
  await page.setViewportSize({ width: 1024, height: 700 })
  for (const { path, heading, name } of PAGES) {
    await go(page, path)
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
    await expectFits(page, name)
  }
  await picture(page, 'chinese', 'small')
  await page.setViewportSize({ width: 1440, height: 900 })
})
