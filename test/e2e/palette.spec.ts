/** The palette reaches every page and what its buttons do, from wherever one is. */
import { expect, type Page, test } from '@playwright/test'
import { go, PAGES } from './hosts/look.ts'
import { opened } from './hosts/opened.ts'
import { openServed } from './hosts/served.ts'

const here = opened('Chromium', openServed)
let page: Page
test.beforeEach(() => {
  page = here().page
})

const field = () => page.getByRole('textbox', { name: /^Go to a page/ })
async function search(text: string): Promise<void> {
  if (!(await field().isVisible())) await page.keyboard.press('Control+K')
  await field().fill(text)
}

/** Pages whose buttons are all in the registry. */
const REGISTERED: readonly string[] = ['people', 'teams', 'roles', 'resources', 'settings', 'approvals']

for (const { path, heading, name } of PAGES.filter((p) => REGISTERED.includes(p.name)))
  test(`what the head of ${heading} offers is in the palette of another page`, async () => {
    await go(page, path)
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
    const buttons = await page
      .getByRole('group', { name: 'Actions of this page' })
      .getByRole('button')
      .allTextContents()
    if (name !== 'settings' && name !== 'approvals') expect(buttons).not.toEqual([])
    await go(page, '/')
    await expect(page.getByRole('heading', { level: 1, name: 'Northwind Robotics' })).toBeVisible()
    for (const button of buttons) {
      await search(button)
      await expect(page.getByRole('button', { name: button, exact: true }).first()).toBeVisible()
    }
    await page.keyboard.press('Escape')
  })

/** Each with what shows that it was begun. */
const BEGUN: readonly (readonly [string, () => ReturnType<Page['locator']>])[] = [
  ['Add person', () => page.getByRole('dialog', { name: 'Add a person' })],
  ['Invite', () => page.getByRole('dialog', { name: 'Invite somebody' })],
  ['Export', () => page.getByRole('dialog', { name: 'Export people' })],
  ['New team', () => page.getByRole('dialog', { name: 'New team' })],
  ['New role', () => page.getByText('Nobody holds this role yet')],
  ['New chatbot', () => page.getByRole('dialog', { name: 'New chatbot' })],
  ['Verify the chain', () => page.getByText(/intact/i).first()],
  ['Close organization', () => page.getByRole('heading', { level: 1, name: 'Settings' })],
  ['Leave Northwind', () => page.getByRole('dialog', { name: /^Leave / })],
  ['Accept an invitation', () => page.getByRole('dialog', { name: 'Accept an invitation' })],
]

for (const [name, shown] of BEGUN)
  test(`“${name}” begins from the overview`, async () => {
    await go(page, '/')
    await expect(page.getByRole('heading', { level: 1, name: 'Northwind Robotics' })).toBeVisible()
    await search(name)
    await page.keyboard.press('Enter')
    await expect(shown()).toBeVisible()
    // What was begun is not begun again by going back or sharing the address.
    expect(page.url()).not.toContain('do=')
    await page.keyboard.press('Escape')
  })

/** Goes to another organization by the palette, from whichever page is drawn. */
async function switchByPalette(name: string): Promise<void> {
  await search(`Switch to ${name}`)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: `Organization: ${name},` })).toBeVisible()
}

test('it switches on the page that one is on, whichever was there before', async () => {
  await go(page, '/settings')
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
  await page.getByRole('link', { name: 'People' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'People' })).toBeVisible()
  await switchByPalette('Harbor Health')
  await expect(page.getByRole('heading', { level: 1, name: 'People' })).toBeVisible()
})

test('filters of one organization stay there, also where the console was opened by an invitation', async () => {
  await go(page, '/join/nothing')
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Accept an invitation' })).toBeVisible()
  await go(page, '/people?search=ada')
  await expect(page.getByRole('heading', { level: 1, name: 'People' })).toBeVisible()
  await switchByPalette('Harbor Health')
  await expect(page).not.toHaveURL(/search=/)
})

test('the keys that the list of shortcuts names can be typed', async () => {
  await go(page, '/')
  await page.keyboard.press('Shift+?')
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(dialog).toBeVisible()
  const keys = await dialog.locator('kbd').allTextContents()
  expect(keys.filter((k) => /^\d+$/.test(k)).every((k) => k.length === 1)).toBe(true)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Alt+2')
  await expect(page.getByRole('heading', { level: 1, name: 'People' })).toBeVisible()
})
