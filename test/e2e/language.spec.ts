import { expect, test } from '@playwright/test'
import { hasChineseFont } from '../servers/index.ts'
import { choose, row } from './hosts/hand.ts'
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

const DIRECTORY = [
  '電子郵件,全名,部門',
  'lin.mei@northwind.example,林美,業務部',
  '不是地址,王明,業務部',
  ',李四,業務部',
  'lin.mei@northwind.example,林美二,業務部',
].join('\n')

test('a file that is too large is told as that, and can be chosen again once it is mended', async () => {
  const { page } = here()
  await go(page, '/people/import')
  const input = page.locator('input[type="file"]')
  await expect(input).toBeAttached()
  await input.evaluate((field: HTMLInputElement) => {
    const chosen = new DataTransfer()
    chosen.items.add(new File([new Uint8Array(64 * 1024 * 1024 + 1)], '名單.csv'))
    field.files = chosen.files
    field.dispatchEvent(new Event('change', { bubbles: true }))
  })
  await expect(page.getByRole('alert').getByText('名單.csv：太大；一次最多讀取 64 MB')).toBeVisible()
  await expect(input).toHaveValue('')
})

test('an import in Traditional Chinese: columns are chosen, each row’s fate and reason is told, and it is done', async () => {
  const { page } = here()
  await go(page, '/people/import')
  const buffer = Buffer.from(DIRECTORY)
  await page.locator('input[type="file"]').setInputFiles({ name: '名單.csv', mimeType: 'text/csv', buffer })
  await expect(page.getByText('無法辨識來源目錄的名單')).toBeVisible()
  for (const [field, column] of [
    ['電子郵件', '電子郵件'],
    ['全名', '全名'],
    ['部門', '部門'],
  ] as const)
    await choose(page, field, column)
  await look(page, 'chinese', 'import-columns')
  const next = page.getByRole('button', { name: '下一步' })
  await next.click()
  await expect(page.getByText('檔案中每個人都會獲得')).toBeVisible()
  await picture(page, 'chinese', 'import-access')
  await next.click()
  await expect(page.getByText('拒絕 · 3')).toBeVisible()
  await expect(page.getByText('加入並取得角色 成員')).toBeVisible()
  await expect(page.getByText('沒有電子郵件')).toBeVisible()
  await expect(page.getByText('與第 2 列的電子郵件相同')).toBeVisible()
  await look(page, 'chinese', 'import-check')
  await page.getByRole('button', { name: '匯入 1 人' }).click()
  await expect(page.getByText('名單.csv 已匯入')).toBeVisible()
  await look(page, 'chinese', 'import-done')
})

test('every page is in Traditional Chinese, and fits a window of 1024×700 too', async () => {
  const { page } = here()
  await page.setViewportSize({ width: 1024, height: 700 })
  for (const { path, heading, name } of PAGES) {
    await go(page, path)
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
    await expectFits(page, name)
    await picture(page, 'chinese', name)
  }
  await page.setViewportSize({ width: 1440, height: 900 })
})
