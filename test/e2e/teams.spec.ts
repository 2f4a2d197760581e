import { expect, type Locator, test } from '@playwright/test'
import { choose, expectLocked, row, undo } from './hosts/hand.ts'
import { anew, picture } from './hosts/look.ts'
import { opened } from './hosts/opened.ts'
import { openServed } from './hosts/served.ts'

const here = opened('Chromium', openServed)
test.beforeEach(() => anew(here().page, '/teams'))

/** What one goes on with is not under what was said: buttons of drawers and steps lie at the right. */
async function expectBeside(toast: Locator, drawer: Locator): Promise<void> {
  await expect(toast).toBeVisible()
  const [said, rest] = [await toast.boundingBox(), await drawer.boundingBox()]
  expect((said?.x ?? Number.NaN) + (said?.width ?? 0)).toBeLessThan(rest?.x ?? Number.NaN)
}

test('a grant is said in words before it is saved, and can be undone', async () => {
  const { page } = here()
  await row(page, 'Support').click()
  const drawer = page.getByRole('dialog', { name: 'Team' })
  await expect(drawer.getByText(/^Whoever belongs to Support may /)).toBeVisible()
  await drawer.getByRole('checkbox', { name: 'Support: create Templates' }).check()
  await drawer.getByRole('checkbox', { name: 'Support: share Chatbots' }).uncheck()
  await expect(drawer.getByText(/^Affects \d+ members\.$/)).toBeVisible()
  await expect(drawer.getByText('+ Gives create Templates.')).toBeVisible()
  await expect(drawer.getByText('− Takes share Chatbots.')).toBeVisible()
  await picture(page, 'chromium', 'team-grants')
  await drawer.getByRole('button', { name: 'Save grants' }).click()
  await expectBeside(page.getByRole('alert').filter({ hasText: 'The grants of Support' }), drawer)
  await undo(page, 'The grants of Support were changed.')
  await expect(drawer.getByRole('checkbox', { name: 'Support: create Templates' })).not.toBeChecked()
  await expect(drawer.getByRole('checkbox', { name: 'Support: share Chatbots' })).toBeChecked()
})

test('a single thing is granted by its name', async () => {
  const { page } = here()
  await row(page, 'Finance').click()
  const drawer = page.getByRole('dialog', { name: 'Team' })
  await choose(drawer, 'Add a single thing', /archive/)
  const single = drawer.getByRole('group', { name: /^Grants of .*archive$/ })
  await single.getByRole('checkbox', { name: 'change' }).check()
  await expect(drawer.getByText(/^\+ Gives read and change the knowledge base “.*archive”\.$/)).toBeVisible()
  await drawer.getByRole('button', { name: 'Save grants' }).click()
  await undo(page, 'The grants of Finance were changed.')
  await expect(single).toHaveCount(0)
})

test('somebody joins and leaves a team, each with a way back', async () => {
  const { page } = here()
  await row(page, 'Support').click()
  const drawer = page.getByRole('dialog', { name: 'Team' })
  await drawer.getByRole('tab', { name: 'Members' }).click()
  const remove = drawer.getByRole('button', { name: 'Remove Theo Lang from the team' })
  await drawer.getByRole('combobox', { name: 'Add somebody' }).fill('theo')
  await page.getByRole('option', { name: /Theo Lang/ }).click()
  await expect(page.getByText('Theo Lang now belongs to Support.')).toBeVisible()
  await expect(remove).toBeVisible()
  await undo(page, 'Theo Lang now belongs to Support.')
  await expect(remove).toHaveCount(0)
  await drawer.getByRole('button', { name: 'Remove Ada Marsh from the team' }).click()
  await undo(page, 'Ada Marsh no longer belongs to Support.')
  await expect(drawer.getByRole('button', { name: 'Remove Ada Marsh from the team' })).toBeVisible()
})

test('a slice says while it is typed what it leaves of the pool, and by keyboard it is saved and undone', async () => {
  const { page } = here()
  await row(page, 'Support').click()
  const drawer = page.getByRole('dialog', { name: 'Team' })
  await drawer.getByRole('tab', { name: 'Slices' }).focus()
  await page.keyboard.press('Enter')
  const field = drawer.getByRole('textbox', { name: 'Chatbots' })
  await expect(field).toHaveValue('12')
  await expect(
    drawer.getByText(/^40 in all: 0 for other teams, \d+ of the rest in use\./).first(),
  ).toBeVisible()
  const save = drawer.getByRole('button', { name: 'Save slices' })
  await field.fill('39')
  await expect(drawer.getByText(/^At most \d+\.$/)).toBeVisible()
  await expectLocked(save, 'Mend the slices that are marked first.')
  await field.fill('1')
  await expect(drawer.getByText(/^At least \d+: so much counts to the team already\.$/)).toBeVisible()
  await field.fill('11')
  await expect(drawer.getByText(/\d+ left for others\./).first()).toBeVisible()
  await picture(page, 'chromium', 'team-slices')
  await field.press('Enter')
  await undo(page, 'The slices of Support were changed.')
  await expect(field).toHaveValue('12')
})

test('deleting a team names who loses what, and takes the reason and the typed name', async () => {
  const { page } = here()
  await row(page, 'Field service').click()
  const drawer = page.getByRole('dialog', { name: 'Team' })
  await drawer.getByRole('button', { name: 'Delete team' }).click()
  const question = page.getByRole('dialog', { name: 'Delete Field service' })
  await expect(question.getByText(/^\d+ members lose what the team grants – .*Carmen/)).toBeVisible()
  await expect(question.getByText(/^No longer granted: /)).toBeVisible()
  await expect(question.getByText('This cannot be undone.')).toBeVisible()
  const confirm = question.getByRole('button', { name: 'Delete team' })
  await question.getByRole('textbox', { name: 'Reason' }).fill('merged into Support')
  await expect(confirm).toBeDisabled()
  await question.getByRole('textbox', { name: 'Type Field service to confirm' }).fill('field service')
  await expect(confirm).toBeDisabled()
  await question.getByRole('textbox', { name: 'Type Field service to confirm' }).fill('Field service')
  await picture(page, 'chromium', 'team-delete')
  await confirm.click()
  await expect(page.getByText('Field service was deleted.')).toBeVisible()
  await expect(drawer).toBeHidden()
  await expect(page.getByRole('row').filter({ hasText: 'Field service' })).toHaveCount(0)
})
