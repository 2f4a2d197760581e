import { expect, test } from '@playwright/test'
import { choose, undo } from './hosts/hand.ts'
import { anew, look, picture } from './hosts/look.ts'
import { opened } from './hosts/opened.ts'
import { openServed } from './hosts/served.ts'

const here = opened('Chromium', openServed)
test.beforeEach(() => anew(here().page, '/roles'))

const list = () => here().page.getByRole('navigation', { name: 'Roles' })
const cell = (name: string) => here().page.getByRole('checkbox', { name })

test('while a role is edited it shows who would gain and lose what, and saving can be undone', async () => {
  const { page } = here()
  await list()
    .getByRole('button', { name: /^Helpdesk/ })
    .click()
  const difference = page.getByRole('region', { name: 'What would change' })
  await expect(difference).toContainText('Change a cell to see')
  await cell('Invitations: read').click()
  await cell('Templates: delete').click()
  await expect(difference.getByText(/^\d+ gain$/)).toBeVisible()
  await expect(difference.getByText('Templates: delete').first()).toBeVisible()
  await expect(difference.getByText('Bram Tanaka')).toBeVisible()
  await picture(page, 'chromium', 'role-difference')
  await page.getByRole('button', { name: 'Save' }).click()
  await undo(page, 'The role Helpdesk was saved.')
  await expect(cell('Templates: delete')).not.toBeChecked()
  await expect(difference).toContainText('Change a cell to see')
})

test('in a small window Save stays in sight, and no cell that Tab reaches is behind it', async () => {
  const { page } = here()
  const before = page.viewportSize()
  await page.setViewportSize({ width: 1024, height: 700 })
  await list()
    .getByRole('button', { name: /^Helpdesk/ })
    .click()
  const save = page.getByRole('button', { name: 'Save' })
  await expect(save).toBeInViewport({ ratio: 1 })
  await cell('Knowledge bases: create').focus()
  const reached: string[] = []
  while (reached.at(-1) !== 'Events: delete') {
    const { name, seen } = await page.evaluate(() => {
      const focused = document.activeElement ?? document.body
      const { left, top, width, height } = focused.getBoundingClientRect()
      const there = document.elementFromPoint(left + width / 2, top + height / 2)
      return { name: focused.getAttribute('aria-label') ?? '', seen: focused.parentElement?.contains(there) }
    })
    reached.push(name)
    expect([name, seen]).toEqual([name, true])
    await page.keyboard.press('Tab')
  }
  expect(reached.length).toBeGreaterThan(50)
  await expect(save).toBeInViewport({ ratio: 1 })
  if (before) await page.setViewportSize(before)
})

test('two roles are compared side by side, from the address too', async () => {
  const { page } = here()
  await list()
    .getByRole('button', { name: /^Auditor/ })
    .click()
  await page.getByRole('button', { name: 'Compare' }).click()
  const compared = page.getByRole('region', { name: 'Two roles side by side' })
  await choose(compared, 'Compared with', 'Member')
  await expect(compared.getByText(/^Only Auditor: \d+ · only Member: \d+ · both: \d+$/)).toBeVisible()
  const trail = compared.getByRole('row', { name: /^Audit trail/ })
  await expect(trail.getByRole('cell').nth(0)).toHaveText('+ read+ export')
  await expect(trail.getByRole('cell').nth(1)).toHaveText('–')
  await expect(
    compared
      .getByRole('row', { name: /^Roles/ })
      .getByRole('cell')
      .nth(1),
  ).toHaveText('read')
  await look(page, 'chromium', 'roles-compared')
  await compared.getByRole('switch', { name: 'Only what differs' }).check()
  await expect(compared.getByRole('row', { name: /^Roles/ })).toHaveCount(0)
  await page.reload()
  await expect(compared.getByRole('columnheader', { name: /^Member · / })).toBeVisible()
  await choose(compared, 'Compared with', 'Auditor')
  await expect(compared.getByRole('switch')).not.toBeChecked()
  await compared.getByRole('switch', { name: 'Only what differs' }).check()
  await expect(compared.getByText('Both allow exactly the same')).toBeVisible()
  await compared.getByRole('button', { name: 'Back to the role' }).click()
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Auditor')
})

test('a new role is made from a copy, and its name is there once only', async () => {
  const { page } = here()
  await list()
    .getByRole('button', { name: /Member/ })
    .click()
  await expect(page.getByText('Built-in roles cannot be edited.')).toBeVisible()
  await expect(cell('Teams: create')).toBeDisabled()
  await page.getByRole('button', { name: 'Copy' }).click()
  await expect(page.getByText('Nobody holds this role yet')).toBeVisible()
  await page.getByRole('textbox', { name: 'Name' }).fill('Helpdesk')
  await page.getByRole('button', { name: 'Create role' }).click()
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveAccessibleDescription(
    /Helpdesk|taken|already/,
  )
  await page.getByRole('textbox', { name: 'Name' }).fill('Team lead')
  await cell('Teams: create').check()
  await page.getByRole('button', { name: 'Create role' }).click()
  await expect(page.getByText('The role Team lead was created.')).toBeVisible()
  await expect(list().getByRole('button', { name: /^Team lead/ })).toContainText('0 people')
})

test('deleting a role in use takes its replacement, and shows first what its holders gain and lose', async () => {
  const { page } = here()
  await list()
    .getByRole('button', { name: /^Content editor/ })
    .click()
  await page.getByRole('button', { name: 'Delete' }).click()
  const question = page.getByRole('dialog', { name: 'Delete the role Content editor' })
  await expect(question.getByText(/^\d+ people hold this role\.$/)).toBeVisible()
  await question.getByRole('textbox', { name: 'Reason' }).fill('nobody edits alone any more')
  await expect(question.getByRole('button', { name: 'Delete' })).toBeDisabled()
  await question.getByRole('textbox', { name: 'Type Content editor to confirm' }).fill('Content editor')
  await expect(question.getByRole('button', { name: 'Delete' })).toBeDisabled()
  await choose(question, 'Role that replaces it', 'Viewer')
  await expect(question.getByText(/^\d+ lose$/)).toBeVisible()
  await picture(page, 'chromium', 'role-delete')
  await question.getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('The role Content editor was deleted.')).toBeVisible()
  await expect(list().getByRole('button', { name: /^Content editor/ })).toHaveCount(0)
})
