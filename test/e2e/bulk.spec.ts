/** Many at once: the console says what changes before it does, and what can be taken back is. */
import { expect, type Page, test } from '@playwright/test'
import { becomes, choose, csvOf, row, undo } from './hosts/hand.ts'
import { go, look, picture } from './hosts/look.ts'
import { opened } from './hosts/opened.ts'
import { openServed } from './hosts/served.ts'

const here = opened('Chromium', openServed)
let page: Page
test.beforeEach(() => {
  page = here().page
})

const pick = async (...lines: readonly number[]): Promise<void> => {
  for (const line of lines)
    await page
      .locator(`[role="row"][aria-rowindex="${line + 1}"]`)
      .getByRole('checkbox')
      .click()
}

test('roles set for several are taken back as each had them', async () => {
  await go(page, '/people')
  await row(page, 'theo.lang@').getByRole('checkbox').click()
  await row(page, 'hana.novak@').getByRole('checkbox').click()
  await page.getByRole('button', { name: 'Set roles' }).click()
  const dialog = page.getByRole('dialog', { name: 'Set the roles of 2 people' })
  await choose(dialog, 'Roles', 'Auditor')
  await page.keyboard.press('Tab')
  await expect(dialog.getByText('2 will change')).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('the yearly audit')
  await dialog.getByRole('button', { name: 'Set the roles' }).click()
  await expect(row(page, 'theo.lang@')).toContainText('Auditor')
  await undo(page, '2 people changed.')
  await expect(row(page, 'theo.lang@')).toContainText('Viewer')
  await expect(row(page, 'hana.novak@')).toContainText('Helpdesk')
})

test('who sees several resources is changed after a preview, and taken back', async () => {
  await go(page, '/resources')
  await pick(1, 2, 3)
  await page.getByRole('button', { name: 'Visibility…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Who sees 3 resources' })
  await dialog.getByText('Private', { exact: true }).click()
  await expect(dialog.getByText(/^\d will change$/)).toBeVisible()
  await look(page, 'chromium', 'resources-bulk')
  await dialog.getByRole('button', { name: 'Set visibility' }).click()
  await undo(page, /^Who sees \d resources? was changed\./)
})

test('several resources are deleted with the reason and the organization’s name', async () => {
  await go(page, '/resources?kind=template')
  await pick(1, 2)
  await page.getByRole('button', { name: 'Delete…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete 2 resources' })
  await expect(dialog.getByText('2 will change')).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('superseded by the new ones')
  const confirm = dialog.getByRole('button', { name: 'Delete…' })
  await expect(confirm).toBeDisabled()
  await dialog.getByRole('textbox', { name: /^Type / }).fill('Northwind Robotics')
  await confirm.click()
  await expect(page.getByText('2 resources were deleted.')).toBeVisible()
})

test('several invitations get new codes, and are revoked together', async () => {
  await go(page, '/people/invitations?is=pending')
  for (const email of ['one@partner.example', 'two@partner.example']) {
    await page.getByRole('button', { name: 'Invite', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Invite somebody' })
    await dialog.getByRole('textbox', { name: 'E-mail' }).fill(email)
    await dialog.getByRole('button', { name: 'Make the invitation' }).click()
    await page.getByRole('button', { name: 'I have kept it' }).click()
    await expect(row(page, email)).toBeVisible()
  }
  await page.getByRole('checkbox', { name: 'Select the loaded rows' }).click()
  const bar = page.getByRole('group', { name: 'Change the selected invitations' })
  await bar.getByRole('button', { name: 'Resend' }).click()
  const again = page.getByRole('dialog', { name: /^Resend \d+ invitations?$/ })
  await again.getByRole('button', { name: 'Resend' }).click()
  const codes = page.getByRole('dialog', { name: /new invitation codes?$/ })
  await expect(codes.locator('code').first()).not.toBeEmpty()
  await picture(page, 'chromium', 'invitation-codes')
  await codes.getByRole('button', { name: 'I have kept it' }).click()
  await page.getByRole('checkbox', { name: 'Select the loaded rows' }).click()
  await bar.getByRole('button', { name: 'Revoke' }).click()
  const question = page.getByRole('dialog', { name: /^Revoke \d+ invitations?$/ })
  await question.getByRole('textbox', { name: /^Type / }).fill('Northwind Robotics')
  await question.getByRole('button', { name: 'Revoke' }).click()
  await expect(page.getByText(/invitations? (was|were) revoked\.$/)).toBeVisible()
})

test('several teams are deleted with the reason and the organization’s name, after who loses what they give', async () => {
  await go(page, '/teams')
  await row(page, 'Finance').getByRole('checkbox').click()
  await row(page, 'Field service').getByRole('checkbox').click()
  await page
    .getByRole('group', { name: 'Change the selected teams' })
    .getByRole('button', { name: 'Delete…' })
    .click()
  const dialog = page.getByRole('dialog', { name: 'Delete 2 teams' })
  await expect(dialog.getByText('2 will change')).toBeVisible()
  await expect(dialog.getByText('Field service, Finance')).toBeVisible()
  await expect(dialog.getByText(/^\d+ people are in them and lose what they grant$/)).toBeVisible()
  await expect(dialog.getByText('This cannot be undone.')).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('the departments were merged')
  const confirm = dialog.getByRole('button', { name: 'Delete teams' })
  await expect(confirm).toBeDisabled()
  await dialog.getByRole('textbox', { name: /^Type / }).fill('Northwind Robotics')
  await look(page, 'chromium', 'teams-bulk')
  await confirm.click()
  await expect(page.getByText('2 teams were deleted.')).toBeVisible()
  await expect(row(page, 'Support')).toBeVisible()
  await expect(row(page, 'Finance')).toHaveCount(0)
  await expect(row(page, 'Field service')).toHaveCount(0)
})

test('a table leaves as a file only for who may, and the overview tells of it', async () => {
  await go(page, '/people?role=viewer')
  await expect(page.getByText(/^\d+ rows?$/)).toBeVisible()
  const { lines } = await csvOf(page, () => page.getByRole('button', { name: 'Export CSV' }).click())
  expect(lines[0]).toContain('Name')
  await expect(page.getByText(/The trail says who took (it|them)\.$/)).toBeVisible()
  await becomes(page, 'Theo Lang')
  await go(page, '/people')
  await expect(page.getByRole('button', { name: 'Export CSV' })).toHaveAttribute('aria-disabled', 'true')
})
